package orders.tools;

import java.io.IOException;
import java.net.http.HttpResponse;

/** Waits until the service of a process answers its health check: {@code AwaitHealth PORT PROCESS SECONDS}. */
public final class AwaitHealth {

    private static final int BETWEEN_LOOKS = 100;

    private AwaitHealth() {}

    public static void main(String[] arguments) throws InterruptedException {
        OrderClient client = new OrderClient(Integer.parseInt(arguments[0]));
        long process = Long.parseLong(arguments[1]);
        long end = System.nanoTime() + Long.parseLong(arguments[2]) * 1_000_000_000;
        while (System.nanoTime() < end && alive(process)) {
            if (healthy(client, process)) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        System.exit(1);
    }

    private static boolean alive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Another program may have the port: the answer names the process it comes from. */
    private static boolean healthy(OrderClient client, long process) throws InterruptedException {
        try {
            HttpResponse<String> health = client.get("/health");
            return health.statusCode() == 200
                    && health.headers().firstValueAsLong("X-Process").orElse(0) == process;
        } catch (IOException notYet) {
            return false;
        }
    }
}
