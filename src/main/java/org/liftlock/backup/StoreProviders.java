package org.liftlock.backup;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                        new CommandProvider(clock))
                .collect(Collectors.toUnmodifiableMap(StoreProvider::name, Function.identity()));
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
