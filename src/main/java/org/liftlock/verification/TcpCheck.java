package org.liftlock.verification;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.springframework.stereotype.Component;

/** Whether somebody listens: {@code tcp: "pg1.example.com:5432"}. */
@Component
class TcpCheck implements CheckType {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public Observation look(Check check) {
        String written = check.settings().required("address", "tcp");
        InetSocketAddress address = address(written);
        String expected = "a connection to " + written + " within " + Texts.duration(check.limit());
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(check.limit().toMillis()));
            return Observation.of(true, expected, "a connection");
        } catch (IOException refused) {
            return Observation.of(false, expected, "no connection: " + Texts.reason(refused));
        }
    }

    static InetSocketAddress address(String written) {
        int colon = written.lastIndexOf(':');
        try {
            int port = Integer.parseInt(written.substring(colon + 1));
            if (colon < 1 || port < 1 || port > HIGHEST_PORT) {
                throw new NumberFormatException();
            }
            String host = written.substring(0, colon).replaceAll("^\\[|]$", "");
            return new InetSocketAddress(host, port);
        } catch (NumberFormatException wrong) {
            throw new CannotCheck(
                    Texts.quote(written) + " is not a host and a port such as db.example.com:5432", wrong);
        }
    }
}
