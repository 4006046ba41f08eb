package org.liftlock.channel;

import java.nio.file.Path;
import org.liftlock.naming.TargetId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds the way to the machine of a target: none for this one, SSH for every other. */
@Component
public class Channels {

    private final LocalChannel local;
    private final AccessBook book;
    private final SshConnections connections;
    private final OwnNames ownNames = new OwnNames();

    Channels(
            @Value("${liftlock.launcher.home:${user.home}/.liftlock/launcher}") Path home,
            AccessBook book,
            SshConnections connections) {
        this.local = new LocalChannel(home);
        this.book = book;
        this.connections = connections;
    }

    public Channel of(TargetId target) {
        if (ownNames.include(target.host())) {
            return local;
        }
        return book.accessTo(target)
                .<Channel>map(access -> new SshChannel(access, connections.to(access)))
                .orElseGet(() -> new UnknownWay(
                        target.host(),
                        "The target " + target + " is on another machine than this one (" + ownNames
                                + "), and nobody has said how it is reached. Describe it in the site: access: {user:"
                                + " liftlock, key: secret:ssh-key, known_hosts: /etc/liftlock/known_hosts}, or correct"
                                + " the host"));
    }
}
