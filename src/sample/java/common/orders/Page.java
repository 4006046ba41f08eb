package orders;

import java.sql.SQLException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page a person sees: which version runs, how many orders there are, the newest of them. */
final class Page {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>Orders %1$s (%2$s)</title>
            <style>
              :root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1b2a33; background: #f3f6f7; }
              body { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
              header { display: flex; align-items: baseline; gap: 1rem; flex-wrap: wrap; }
              h1 { margin: 0; font-size: 1.6rem; }
              .version { background: #0b6e6e; color: #fff; border-radius: 1rem; padding: .1rem .9rem; font-weight: 600; }
              .facts { color: #4a5b66; }
              .notice { background: #fff3cd; border-left: .3rem solid #b7791f; padding: .6rem 1rem; }
              form { display: flex; gap: .5rem; flex-wrap: wrap; margin: 1rem 0; align-items: end; }
              label { display: grid; font-size: .85rem; color: #4a5b66; }
              input, button { font: inherit; padding: .3rem .6rem; border: 1px solid #9fb0ba; border-radius: .3rem; }
              button { background: #0b6e6e; color: #fff; border-color: #0b6e6e; cursor: pointer; }
              table { width: 100%%; border-collapse: collapse; background: #fff; }
              th, td { text-align: left; padding: .45rem .7rem; border-bottom: 1px solid #e1e8eb; }
              td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
            </style>
            <header><h1>%3$s</h1><span class="version">%1$s</span><span class="facts">%2$s · %4$d orders</span></header>
            <p class="notice" id="notice" %5$s>%6$s</p>
            <form method="post" action="/orders">
              <label>Customer <input name="customer" required maxlength="60"></label>
              <label>Item <input name="item" required maxlength="60"></label>
              <label>Quantity <input name="quantity" type="number" min="1" max="1000" value="1"></label>
              <button>Order</button>
            </form>
            <table>
              <thead><tr><th class="number">No.</th><th>Customer</th><th>Ordered</th><th>Items</th>
                <th>State</th><th class="number">Total</th></tr></thead>
              <tbody>
            %7$s  </tbody>
            </table>
            <script>
              const shown = "%1$s %8$s", notice = document.getElementById("notice");
              setInterval(async () => {
                try {
                  const now = await (await fetch("/version")).json();
                  if (now.version + " " + now.ordering !== shown || notice.dataset.silent) location.reload();
                } catch (silent) {
                  notice.dataset.silent = "yes";
                  notice.hidden = false;
                  notice.textContent = "The order service does not answer. This page looks again every two seconds.";
                }
              }, 2000);
            </script>
            </html>
            """;

    private final Settings settings;
    private final boolean open;

    Page(Settings settings, boolean open) {
        this.settings = settings;
        this.open = open;
    }

    String show(OrderBook book) throws SQLException {
        List<Order> newest = book.newest(settings.ordersOnPage());
        return FRAME.formatted(
                Release.NUMBER,
                escape(settings.environment()),
                escape(settings.greeting()),
                book.count(),
                open ? "hidden" : "",
                "Ordering is closed while the order service is being changed.",
                newest.stream().map(Page::row).collect(Collectors.joining()),
                open ? "open" : "closed");
    }

    private static String row(Order order) {
        String items = order.lines().stream()
                .map(line -> line.quantity() + " × " + escape(line.item()))
                .collect(Collectors.joining("<br>"));
        return "    <tr><td class=\"number\">%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"number\">%s</td></tr>%n"
                .formatted(
                        order.id(),
                        escape(order.customer()),
                        TIME.format(order.placedAt()),
                        items,
                        escape(order.state()),
                        String.format(Locale.ENGLISH, "%,.2f", order.totalInCents() / 100.0));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
