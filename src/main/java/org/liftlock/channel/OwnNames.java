package org.liftlock.channel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of this machine. */
final class OwnNames {

    private final Set<String> names;

    OwnNames() {
        Set<String> own = new HashSet<>(Set.of("localhost", "127.0.0.1"));
        try {
            InetAddress host = InetAddress.getLocalHost();
            Stream.of(host.getHostName(), host.getCanonicalHostName())
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .forEach(own::add);
        } catch (UnknownHostException unnamed) {
            // A machine without a name of its own is still localhost.
        }
        this.names = Set.copyOf(own);
    }

    boolean include(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return names.stream().sorted().collect(Collectors.joining(", "));
    }
}
