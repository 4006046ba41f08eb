package org.liftlock;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RuntimeService;
import org.liftlock.closing.EnginePath;
import org.liftlock.closing.PathTaken;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.Descriptions;
import org.liftlock.descriptor.NoAnswer;
import org.liftlock.descriptor.Site;
import org.liftlock.descriptor.StandardChange;
import org.liftlock.descriptor.SystemDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UpgradeRequest;
import org.liftlock.descriptor.WhatToRead;
import org.liftlock.launcher.Launchers;
import org.liftlock.ledger.LedgerState;
import org.liftlock.lifecycle.UnitOfChange;
import org.liftlock.lifecycle.Units;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.SystemId;
import org.liftlock.naming.TargetId;
import org.liftlock.planning.Estimates;
import org.liftlock.planning.Plan;
import org.liftlock.template.ApprovedTemplates;
import org.mockito.Mockito;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rooms of the product without engine, worker and web, on a database of their own and a clock that a test moves. A
 * bean is made when it is first asked for. Everything is about the order service and upgrades of it that erik asks for.
 */
public final class Rooms {

    public static final String PRODUCTION = "production";

    /** The way back takes 45 minutes, an apply with its checks 45 more, a whole upgrade two hours and five minutes. */
    public static final Estimates ESTIMATES = new Estimates(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10));

    public static final Instant OPENS = MovableClock.START.plus(Duration.ofHours(10));
    public static final Instant ENDS = OPENS.plus(Duration.ofHours(4));

    private static final String ORDER_SERVICE = """
            system: order-service
            name: Order service
            kind: command
            owner: olga
            used_by: [web-shop]
            depends_on: [{system: orders-db, version: ">= 4"}]
            users: {group: order desk, contact: uma@example.com, busy: "Mon-Fri 08:00-18:00"}
            environments:
              staging: {stands_for: production, targets: {staging.example.com: {}}}
              production: {targets: {"orders[1-%d].example.com": {}}}
            stores: %s
            %s
            methods:
              replace: {reversible: until-first-write, loses: new orders, apply: {run: [raise]}, rollback: restore}
              flip: {reversible: always, apply: {run: [flip]}, rollback: {run: [flop]}}
              rewrite: {reversible: never, loses: new orders, apply: {run: [rewrite]}, rollback: restore}
            method: replace
            """;

    private static final class Shared {
        private static final Rooms ROOMS = on(TestDatabases.H2.migrated());
    }

    private final AnnotationConfigApplicationContext context;
    private final Map<String, String> texts = new LinkedHashMap<>();
    public final MovableClock clock;
    public final JdbcClient jdbc;

    private Rooms(AnnotationConfigApplicationContext context) {
        this.context = context;
        this.clock = context.getBean(MovableClock.class);
        this.jdbc = context.getBean(JdbcClient.class);
    }

    /** The same rooms in memory for every test, empty, with one target and no store to raise; the time is put back. */
    public static Rooms cleared() {
        Rooms rooms = Shared.ROOMS;
        rooms.jdbc.sql("set referential_integrity false").update();
        List<String> filled = rooms.jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'PUBLIC' and"
                        + " table_type = 'BASE TABLE'")
                .query(String.class)
                .list();
        filled.stream()
                .filter(table -> !Set.of(
                                "CLOCK_OFFSET", "RECORD_HEAD", "SEARCH_STATE", "ERASURE_LOCK", "flyway_schema_history")
                        .contains(table))
                .forEach(table ->
                        rooms.jdbc.sql("truncate table \"" + table + "\"").update());
        rooms.jdbc.sql("set referential_integrity true").update();
        rooms.jdbc
                .sql("update record_head set seq = 0, entry_hash = ?")
                .param("0".repeat(64))
                .update();
        rooms.jdbc.sql("update search_state set seq = 0").update();
        rooms.clock.set(MovableClock.START);
        rooms.texts.clear();
        rooms.describe(1, "none", "");
        return rooms;
    }

    /** Rooms on a database that has our schema. */
    public static Rooms on(DataSource database) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.register(Shell.class);
        context.refresh();
        Rooms rooms = new Rooms(context);
        rooms.describe(1, "none", "");
        return rooms;
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public TransactionTemplate transaction() {
        return get(TransactionTemplate.class);
    }

    /** @param more further keys of the system, such as {@code rollout: {...}} */
    public void describe(int targets, String stores, String more) {
        texts.put("order-service.yaml", ORDER_SERVICE.formatted(targets, stores, more) + unlessSaid(more));
        reread();
    }

    public void describeSite(String site) {
        texts.put("site.yaml", site);
        reread();
    }

    /** Replaces words in what is described of the order service. */
    /** What every plan needs and few tests speak of. */
    private static String unlessSaid(String more) {
        return (more.contains("config:") ? "" : "config: [/etc/orders]\n")
                + (more.contains("checks:") ? "" : "checks: [{id: works, core: true, run: [works]}]\n");
    }

    public void redescribe(String words, String by) {
        texts.compute("order-service.yaml", (file, text) -> text.replace(words, by));
        reread();
    }

    private void reread() {
        get(Stored.class).descriptions = DescriptionFiles.of(texts).descriptions();
    }

    /** @return the key of a new upgrade that erik asks for */
    public String request() {
        return request("");
    }

    /** @param more further keys of the request */
    public String request(String more) {
        return get(Upgrades.class).accept(get(Descriptions.class).readRequest("""
                                upgrade: order-service
                                from: "1.0"
                                to: "2.0"
                                reason: {category: feature, text: "customers get a record of their own"}
                                training: "The page Customers is new; the order desk is shown it on Monday"
                                """ + more), "erik");
    }

    /** A plan for the order service that fulfils every rule. */
    public Plan plan(String key) {
        UpgradeDescription description = get(Upgrades.class).describe(key);
        return new Plan(
                OPENS,
                ENDS,
                "mia",
                "carl",
                "olga",
                NoAnswer.ROLL_BACK,
                description.method().name(),
                ESTIMATES,
                description.targets(PRODUCTION).stream().map(TargetId::toString).toList(),
                List.of("uma", "otto"),
                "The order service is not available.",
                Duration.ofDays(1),
                description.materialDigest().hex());
    }

    /** A unit of one target or several, numbered from 1. */
    public UnitOfChange unit(String key, Integer... targets) {
        return get(Units.class)
                .form(
                        key,
                        PRODUCTION,
                        UnitOfChange.Mode.RAISE,
                        List.of(targets).stream().map(Rooms::target).toList());
    }

    public static TargetId target(int number) {
        return TargetId.parse("orders" + number + ".example.com");
    }

    /** What the record tells of an upgrade, without what the set-up told. */
    public List<String> told(String key, String kind) {
        return jdbc.sql("select sentence from record_entry where upgrade_key = ? and kind = ? order by seq")
                .params(key, kind)
                .query(String.class)
                .list();
    }

    /** Descriptions that a test may change. */
    private static final class Stored implements Descriptions {

        private Descriptions descriptions;

        @Override
        public UpgradeDescription describe(UpgradeRequest request) {
            return descriptions.describe(request);
        }

        @Override
        public Optional<SystemDescription> system(SystemId system) {
            return descriptions.system(system);
        }

        @Override
        public Map<String, CheckSpec> versions(SystemId system, String environment, TargetId target) {
            return descriptions.versions(system, environment, target);
        }

        @Override
        public WhatToRead toRead(SystemId system, String environment, TargetId target, Map<String, String> more) {
            return descriptions.toRead(system, environment, target, more);
        }

        @Override
        public Descriptions atOnce() {
            return descriptions;
        }

        @Override
        public List<SystemId> systems() {
            return descriptions.systems();
        }

        @Override
        public Site site() {
            return descriptions.site();
        }

        @Override
        public Optional<StandardChange> standardChange(String name) {
            return descriptions.standardChange(name);
        }

        @Override
        public UpgradeRequest readRequest(String document) {
            return descriptions.readRequest(document);
        }

        @Override
        public String write(UpgradeRequest request) {
            return descriptions.write(request);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @ComponentScan(
            basePackages = {
                "org.liftlock.approval",
                "org.liftlock.assessment",
                "org.liftlock.backup",
                "org.liftlock.audit",
                "org.liftlock.calendar",
                "org.liftlock.closing",
                "org.liftlock.communication",
                "org.liftlock.document",
                "org.liftlock.effect",
                "org.liftlock.erasure",
                "org.liftlock.lifecycle",
                "org.liftlock.planning",
                "org.liftlock.record",
                "org.liftlock.rollout",
                "org.liftlock.window"
            },
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.ASSIGNABLE_TYPE,
                        classes = {Lifecycle.class, EnginePath.class}),
                @ComponentScan.Filter({TestConfiguration.class, TestComponent.class})
            })
    @Import(LedgerState.class)
    static class Shell {

        @Bean
        static BeanFactoryPostProcessor onlyWhatIsAskedFor() {
            return factory -> List.of(factory.getBeanDefinitionNames())
                    .forEach(name -> factory.getBeanDefinition(name).setLazyInit(true));
        }

        @Bean
        ApprovedTemplates noTemplates() {
            return new ApprovedTemplates() {
                @Override
                public boolean follow(String upgradeKey) {
                    return false;
                }

                @Override
                public Optional<String> withdrawn(String upgradeKey) {
                    return Optional.empty();
                }
            };
        }

        @Bean
        PathTaken noEngineHasTakenAPath() {
            return upgradeKey -> new PathTaken.Rows(List.of(), List.of());
        }

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        Stored descriptions() {
            return new Stored();
        }

        @Bean
        JdbcTemplate batch(DataSource database) {
            return new JdbcTemplate(database);
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new DataSourceTransactionManager(database);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        ObjectMapper json() {
            return Jackson2ObjectMapperBuilder.json().build();
        }

        @Bean
        Launchers launchers() {
            return Mockito.mock(Launchers.class);
        }

        @Bean
        RuntimeService runtime() {
            return Mockito.mock(RuntimeService.class, Mockito.RETURNS_DEEP_STUBS);
        }
    }
}
