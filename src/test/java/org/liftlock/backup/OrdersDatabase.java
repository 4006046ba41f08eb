package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftlock.LocalPostgres;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.SystemId;

/** The running example on PostgreSQL: a database of orders whose writers are stopped, and a place for its backups. */
final class OrdersDatabase {

    static final String NAME = "orders";

    /** Copied for each test, which takes less time than to make it. */
    static final String PATTERN = "orders_pattern";

    final LocalPostgres server;
    final Path folder;
    final Launcher target;
    final Launchers launchers;
    final StoreProviders providers = new StoreProviders(OrderService.CLOCK);

    private OrdersDatabase(LocalPostgres server, Path folder, Launcher target, Launchers launchers) {
        this.server = server;
        this.folder = folder;
        this.target = target;
        this.launchers = launchers;
    }

    static OrdersDatabase on(LocalPostgres server) throws IOException {
        return over(new LocalTarget(Map.of("orders-db", LocalPostgres.PASSWORD)), server);
    }

    static OrdersDatabase over(Launcher target, LocalPostgres server) throws IOException {
        return over(target, any -> target, server);
    }

    /** @param launchers other machines, too */
    static OrdersDatabase over(Launcher target, Launchers launchers, LocalPostgres server) throws IOException {
        return new OrdersDatabase(server, LocalPostgres.folder(), target, launchers);
    }

    /** Everything a restore may lose: tables, a partition, a sequence, an extension, roles, rights, settings, a large object. */
    OrdersDatabase made() throws SQLException {
        if (!server.has(PATTERN)) {
            makePattern();
        }
        server.sql(
                "template1",
                "create database orders template " + PATTERN,
                "alter database orders set statement_timeout to '5min'",
                "grant connect on database orders to reporting");
        return this;
    }

    private void makePattern() throws SQLException {
        server.sql(
                "template1",
                "create role order_desk login",
                "create role reporting login",
                "create database " + PATTERN);
        server.sql(
                PATTERN,
                "create extension pgcrypto",
                "create table customer (id bigint primary key, name varchar(100) not null)",
                "create table orders (id bigint generated always as identity primary key, customer_id bigint not null"
                        + " references customer, amount numeric(10, 2), note varchar(20),"
                        + " constraint note_is_known check (note in ('tea', 'toast')), placed_at timestamptz default now())",
                "create index newest_order on orders (placed_at)",
                "create table measure (at date, value float8) partition by range (at)",
                "create table measure_2026 partition of measure for values from ('2026-01-01') to ('2027-01-01')",
                "create view order_sum as select customer_id, sum(amount) from orders group by customer_id",
                "insert into customer select x, 'customer ' || x from generate_series(1, 10) x",
                "insert into orders (customer_id, amount, note) select 1 + x % 10, x * 1.25, 'tea'"
                        + " from generate_series(1, 200) x",
                "insert into measure select '2026-01-01'::date + x, x / 3.0 from generate_series(1, 50) x",
                "create sequence ticket start 41",
                "select nextval('ticket')",
                "select lo_from_bytea(0, 'a picture of toast')",
                "alter table orders owner to order_desk",
                "grant select on customer to reporting");
    }

    void sql(String... statements) throws SQLException {
        server.sql(NAME, statements);
    }

    Connection open() throws SQLException {
        return server.open(NAME);
    }

    long count(String table) throws SQLException {
        try (Connection connection = open()) {
            return Long.parseLong(PostgresContents.text(connection, "select count(*) from " + table));
        }
    }

    StoreSpec store(String provider, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "scratch",
                folder.resolve("scratch").toString(),
                "login",
                Map.of("url", server.url(NAME), "user", LocalPostgres.USER, "password", "secret:orders-db")));
        settings.putAll(more);
        return new StoreSpec(
                "orders",
                provider,
                settings,
                Compare.EVERYTHING,
                Duration.ofDays(30),
                List.of(OrderService.targetId()));
    }

    BackupOrder order(StoreSpec store, int attempt) {
        return order(store, attempt, folder.resolve("backups"));
    }

    BackupOrder order(StoreSpec store, int attempt, Path destination) {
        return order(store, attempt, destination, "UPG-2026-0001", new SystemId("order-service"));
    }

    BackupOrder order(StoreSpec store, int attempt, Path destination, String upgrade, SystemId system) {
        return new BackupOrder(
                upgrade,
                upgrade + ".u1",
                attempt,
                new ItemName(system, "production", store.name()),
                OrderService.targetId(),
                store,
                "15.18",
                destination,
                "service stopped",
                OrderService.STOPPED_AT);
    }

    BackupReceipt backUp(BackupOrder order) {
        StoreProvider provider = providers.of(order.store().provider());
        var result = LocalTarget.run(target, provider.backup(order));
        if (result.exitCode() != 0) {
            throw new StoreException(result.errors());
        }
        return provider.receipt(order, target);
    }

    BackupVerdict verify(BackupOrder order, BackupReceipt receipt) {
        return providers.of(order.store().provider()).verify(order, receipt, launchers);
    }

    String restore(BackupReceipt receipt, StoreSpec store) {
        var result = LocalTarget.run(target, providers.of(store.provider()).restore(receipt, store));
        if (result.exitCode() != 0) {
            throw new StoreException(result.errors());
        }
        return result.output();
    }
}
