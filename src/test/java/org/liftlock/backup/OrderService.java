package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.Compare;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;

/** The running example: a stopped order service, its database and configuration in a folder of the test. */
final class OrderService {

    static final Instant STOPPED_AT = Instant.parse("2026-11-20T22:00:00Z");
    static final Clock CLOCK = Clock.fixed(STOPPED_AT.plusSeconds(60), ZoneOffset.UTC);
    static final String PASSWORD = "tea-and-toast";

    final Path home;
    final LocalTarget target = new LocalTarget(Map.of("orders-db", PASSWORD));
    final StoreProviders providers = new StoreProviders(CLOCK);

    private OrderService(Path home) {
        this.home = home;
    }

    static OrderService in(Path folder) throws IOException {
        OrderService service =
                new OrderService(Files.createDirectories(folder.toRealPath().resolve("order-service")));
        Files.createDirectories(service.configuration());
        Files.writeString(service.configuration().resolve("application.yaml"), "port: 8080\n");
        return service;
    }

    OrderService withOrders(int count) throws SQLException {
        sql("create table customer (id bigint primary key, name varchar(100) not null)");
        sql("create table orders (id bigint generated always as identity primary key, customer_id bigint not null,"
                + " amount numeric(10, 2), note varchar(200), foreign key (customer_id) references customer (id))");
        sql("insert into customer select x, 'customer ' || x from system_range(1, 10)");
        sql("insert into orders (customer_id, amount, note) select 1 + mod(x, 10), x * 1.25, 'order ' || x"
                + " from system_range(1, " + count + ")");
        return this;
    }

    Path configuration() {
        return home.resolve("conf");
    }

    Path database() {
        return home.resolve("orders");
    }

    Path databaseFile() {
        return home.resolve("orders.mv.db");
    }

    Path backups() {
        return home.resolveSibling("backups");
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + database(), "orders", PASSWORD);
    }

    void sql(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String table) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    StoreSpec ordersStore() {
        return store(
                "orders",
                "h2",
                Map.of("file", database().toString(), "user", "orders", "password", "secret:orders-db"));
    }

    StoreSpec configurationStore() {
        return ConfigurationStore.of(List.of(configuration().toString()), Duration.ofDays(30), targetId());
    }

    static StoreSpec store(String name, String provider, Map<String, Object> settings) {
        return new StoreSpec(name, provider, settings, Compare.EVERYTHING, Duration.ofDays(30), List.of(targetId()));
    }

    static TargetId targetId() {
        return TargetId.parse("app1.example.com");
    }

    BackupOrder order(StoreSpec store) {
        return order(store, 1);
    }

    BackupOrder order(StoreSpec store, int attempt) {
        return new BackupOrder(
                "UPG-2026-0001",
                "UPG-2026-0001.u1",
                attempt,
                new ItemName(new SystemId("order-service"), "production", store.name()),
                targetId(),
                store,
                "1.0",
                backups(),
                "service stopped",
                STOPPED_AT);
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
        return providers.of(order.store().provider()).verify(order, receipt, any -> target);
    }

    void restore(BackupReceipt receipt, StoreSpec store) {
        var result = LocalTarget.run(target, providers.of(store.provider()).restore(receipt, store));
        if (result.exitCode() != 0) {
            throw new StoreException(result.errors());
        }
    }
}
