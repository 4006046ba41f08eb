package org.liftlock.effect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This node's sign of life: one row with a name and an epoch that grows at every start, so that worker ids are unique
 * for each boot. Judged by the database's own clock, never by a node's.
 */
@Component
class NodeLease {

    private static final Pattern WORKER = Pattern.compile("(.+)/(\\d{1,18})");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String name;
    private final int secondsToLive;
    private long epoch;

    NodeLease(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            @Value("${liftlock.node.name:}") String name,
            @Value("${server.port:8080}") String port,
            @Value("${liftlock.node.lease-seconds:20}") int secondsToLive) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.name = name.isBlank() ? hostName() + "-" + port : name;
        this.secondsToLive = secondsToLive;
    }

    /** Takes a fresh epoch; steps of this node's earlier epochs are free to be adopted from now on. */
    void begin() {
        epoch = transaction.execute(status -> {
            jdbc.sql("""
                            insert into node_lease (node, epoch, seen_at)
                            select ?, 0, current_timestamp from clock_offset
                            where not exists (select 1 from node_lease where node = ?)
                            """).param(name).param(name).update();
            long next = jdbc.sql("select epoch from node_lease where node = ? for update")
                            .param(name)
                            .query(Long.class)
                            .single()
                    + 1;
            jdbc.sql("update node_lease set epoch = ?, seen_at = current_timestamp where node = ?")
                    .param(next)
                    .param(name)
                    .update();
            return next;
        });
    }

    /** @return false when another process has started under this node's name, so that this one has to stop working */
    boolean renew() {
        return jdbc.sql("update node_lease set seen_at = current_timestamp where node = ? and epoch = ?")
                        .param(name)
                        .param(epoch)
                        .update()
                == 1;
    }

    /** Whether another node works on steps. */
    boolean othersLive() {
        return jdbc.sql("select count(*) from node_lease where node <> ? and seen_at >" + longAgo())
                        .param(name)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Lets others take this node's steps over at once, in place of waiting until its silence is noticed. */
    void end() {
        jdbc.sql("update node_lease set seen_at =" + longAgo() + " where node = ? and epoch = ?")
                .param(name)
                .param(epoch)
                .update();
    }

    /** Worker ids that hold undelivered steps and whose node is gone or has started anew. */
    List<String> deadWorkers() {
        return jdbc.sql("""
                        select distinct step.node from step
                        left join node_lease on step.node = node_lease.node || '/' || node_lease.epoch
                            and node_lease.seen_at >""" + longAgo() + """

                        where step.delivered_at is null and node_lease.node is null
                        """).query(String.class).list();
    }

    /** Whether this is the id of a node of ours that is gone or has started anew; a stranger's id is never. */
    boolean isGone(String worker) {
        Matcher id = WORKER.matcher(worker);
        return id.matches()
                && jdbc.sql("select count(*) from node_lease where node = ? and (epoch > ? or seen_at <=" + longAgo()
                                        + ")")
                                .param(id.group(1))
                                .param(Long.valueOf(id.group(2)))
                                .query(Integer.class)
                                .single()
                        > 0;
    }

    private String longAgo() {
        return " current_timestamp - interval '" + secondsToLive + "' second";
    }

    /** How often this node tells that it lives, and looks for those that do not: three tries within a lease. */
    Duration beat() {
        return Duration.ofSeconds(secondsToLive).dividedBy(4);
    }

    String worker() {
        return name + "/" + epoch;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }
}
