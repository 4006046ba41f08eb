package org.liftlock.backup;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.SystemId;
import org.springframework.stereotype.Component;

/** The store providers by name. */
@Component
public class StoreProviders {

    private final Map<String, StoreProvider> byName;

    StoreProviders(Clock clock) {
        byName = Stream.of(
                        new OwnToolProvider(H2Tool.NAME, clock),
                        new OwnToolProvider(FilesTool.NAME, clock),
                        new OwnToolProvider(DumpKeeper.NAME, clock),
                        new OwnToolProvider(BaseBackupTool.NAME, clock),
                        new OwnToolProvider(PgBackRest.NAME, clock),
                        new CommandProvider(clock))
                .collect(Collectors.toUnmodifiableMap(StoreProvider::name, Function.identity()));
    }

    /** What is wrong with the settings of a store, in two sentences: seen when it is planned, not in the window. */
    public static Optional<String> objection(StoreSpec store) {
        if (store.settings().containsKey(Base.WITHIN) && !Base.PROVIDERS.contains(store.provider())) {
            return Optional.of("Store \"" + store.name() + "\" asks for a proof in two steps (\"" + Base.WITHIN
                    + "\"), which is made with " + BaseBackupTool.NAME + " or " + PgBackRest.NAME + ", not with "
                    + store.provider() + ". Take it out, or back the store up with one of these.");
        }
        Instant never = Instant.EPOCH;
        try {
            new StoreProviders(Clock.fixed(never, ZoneOffset.UTC))
                    .of(store.provider())
                    .backup(new BackupOrder(
                            "plan",
                            "plan",
                            1,
                            new ItemName(new SystemId("plan"), "plan", store.name()),
                            store.where().get(0),
                            store,
                            "planned",
                            Path.of("/"),
                            "planned",
                            never));
            return Optional.empty();
        } catch (StoreException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    public StoreProvider of(String name) {
        StoreProvider provider = byName.get(name);
        if (provider == null) {
            throw new StoreException("There is no store provider \"" + name + "\". Liftlock knows "
                    + byName.keySet().stream().sorted().toList() + "; correct \"with\" in the description of the"
                    + " store.");
        }
        return provider;
    }
}
