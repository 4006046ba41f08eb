package orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP port, on the loopback interface only. */
final class WebServer implements AutoCloseable {

    private final HttpServer server;
    private final Settings settings;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    private WebServer(HttpServer server, Settings settings) {
        this.server = server;
        this.settings = settings;
    }

    static WebServer bind(Settings settings) throws IOException {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
            return new WebServer(HttpServer.create(address, 50), settings);
        } catch (BindException taken) {
            throw new Refusal("Port " + settings.port() + " is taken by another program;"
                    + " stop it, or write another port into conf/order-service.properties");
        }
    }

    void serve(OrderBook book, Door door) {
        server.setExecutor(threads);
        server.createContext("/", new Requests(book, door, settings));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
