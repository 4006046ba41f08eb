package org.liftlock.inventory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * TCP as the kernel lists it in {@code /proc/net/tcp}: who listens, and who is connected. Readable by every user, and
 * with nothing to install.
 *
 * @param listening user that listens, by address and port
 * @param dependants machines connected to a port here
 * @param needed machines this one is connected to
 */
record Sockets(Map<String, String> listening, Set<Peer> dependants, Set<Peer> needed) {

    private static final String ESTABLISHED = "01";
    private static final String LISTENING = "0A";
    private static final int STATE = 3;
    private static final int USER = 7;
    /** From here on ports are given out at random, and say nothing of what is configured. */
    static final int FIRST_RANDOM = 32768;

    /** Another machine, and the port of the one that was connected to. */
    record Peer(String address, int port) implements Comparable<Peer> {

        @Override
        public int compareTo(Peer other) {
            int byAddress = address.compareTo(other.address);
            return byAddress == 0 ? Integer.compare(port, other.port) : byAddress;
        }
    }

    private record Socket(Place here, Place there, String state, String user) {

        boolean staysHere() {
            return there.address().isLoopbackAddress() || there.address().equals(here.address());
        }
    }

    private record Place(InetAddress address, int port) {}

    /**
     * @param table as the kernel writes it, one or several
     * @param users names by number
     * @param own the connection this was asked over, as sshd tells it; it depends on nothing
     */
    static Sockets of(String table, Map<String, String> users, String own) {
        List<Socket> sockets = table.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > USER && words[1].matches("[0-9A-F]+:[0-9A-F]{4}"))
                .map(words -> new Socket(place(words[1]), place(words[2]), words[STATE], words[USER]))
                .toList();
        Map<String, String> listening = new TreeMap<>();
        sockets.stream()
                .filter(socket -> socket.state().equals(LISTENING))
                .forEach(socket -> listening.put(
                        written(socket.here()), users.getOrDefault(socket.user(), "user " + socket.user())));
        Set<Integer> ports = sockets.stream()
                .filter(socket -> socket.state().equals(LISTENING))
                .map(socket -> socket.here().port())
                .collect(Collectors.toSet());
        String[] ssh = own.strip().split(" ");
        int sshPort = ssh.length == 4 && ssh[3].matches("\\d{1,5}") ? Integer.parseInt(ssh[3]) : -1;
        Set<Peer> dependants = new TreeSet<>();
        Set<Peer> needed = new TreeSet<>();
        sockets.stream()
                .filter(socket -> socket.state().equals(ESTABLISHED) && !socket.staysHere())
                .filter(socket -> socket.here().port() != sshPort)
                .forEach(socket -> {
                    boolean incoming = ports.contains(socket.here().port());
                    String address = socket.there().address().getHostAddress();
                    (incoming ? dependants : needed)
                            .add(new Peer(
                                    address,
                                    incoming
                                            ? socket.here().port()
                                            : socket.there().port()));
                });
        return new Sockets(listening, dependants, needed);
    }

    /** Listeners whose port somebody chose, a line for each. */
    List<String> lines() {
        return listening.entrySet().stream()
                .filter(entry ->
                        Integer.parseInt(entry.getKey().substring(entry.getKey().lastIndexOf(':') + 1)) < FIRST_RANDOM)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private static String written(Place place) {
        String address = place.address().getHostAddress();
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + place.port();
    }

    /** Words of four bytes, each with its lowest byte first. */
    private static Place place(String written) {
        int colon = written.indexOf(':');
        byte[] bytes = HexFormat.of().parseHex(written.substring(0, colon));
        for (int word = 0; word + 3 < bytes.length; word += 4) {
            swap(bytes, word, word + 3);
            swap(bytes, word + 1, word + 2);
        }
        try {
            return new Place(InetAddress.getByAddress(bytes), Integer.parseInt(written.substring(colon + 1), 16));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("No address: " + written, impossible);
        }
    }

    private static void swap(byte[] bytes, int one, int other) {
        byte kept = bytes[one];
        bytes[one] = bytes[other];
        bytes[other] = kept;
    }
}
