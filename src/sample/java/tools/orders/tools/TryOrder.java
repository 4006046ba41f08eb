package orders.tools;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places an order, reads it back, finds it in the list, and removes it: {@code TryOrder PORT}. */
public final class TryOrder {

    private static final String ITEM = "Acceptance check";
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final OrderClient client;

    private TryOrder(OrderClient client) {
        this.client = client;
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            new TryOrder(new OrderClient(Integer.parseInt(arguments[0]))).run();
        } catch (IOException | Problem failed) {
            System.out.println("Ordering does not work: " + failed.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        HttpResponse<String> placed =
                client.post("/orders", "{\"customer\":\"Acceptance check\",\"item\":\"" + ITEM + "\",\"quantity\":3}");
        Matcher id = ID.matcher(placed.body());
        expect(placed.statusCode() == 201 && id.find(), "an order was refused with " + said(placed));
        String order = "/orders/" + id.group(1);
        try {
            readBack(id.group(1), client.get(order), client.get("/orders?limit=10"));
        } finally {
            client.delete(order);
        }
        HttpResponse<String> gone = client.get(order);
        expect(gone.statusCode() == 404, "order " + id.group(1) + " was removed but is still there: " + said(gone));
        System.out.println("Ordering works: order " + id.group(1) + " was placed, read back, listed and removed");
    }

    private static void readBack(String id, HttpResponse<String> order, HttpResponse<String> list) {
        expect(order.statusCode() == 200, "order " + id + " was accepted, but reading it back says " + said(order));
        expect(
                order.body().contains(ITEM) && order.body().contains("\"quantity\":3"),
                "order " + id + " was changed on the way: " + order.body());
        expect(
                list.statusCode() == 200 && list.body().contains("\"id\":" + id + ","),
                "order " + id + " is not among the newest orders");
    }

    private static String said(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body().strip();
    }

    private static void expect(boolean met, String problem) {
        if (!met) {
            throw new Problem(problem);
        }
    }

    private static final class Problem extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Problem(String message) {
            super(message);
        }
    }
}
