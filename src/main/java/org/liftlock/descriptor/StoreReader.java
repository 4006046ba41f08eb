package org.liftlock.descriptor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.TargetId;

/** Makes the stores that a target carries. */
final class StoreReader {

    private static final Duration USUAL_KEEP = Duration.ofDays(30);

    private final Fields stores;
    private final Filler filler;

    StoreReader(Fields stores, Filler filler) {
        this.stores = stores;
        this.filler = filler;
    }

    /** @param environment all targets of the environment the target belongs to */
    List<StoreSpec> carriedBy(TargetId target, Set<TargetId> environment) {
        List<StoreSpec> carried = new ArrayList<>();
        stores.map().keySet().forEach(name -> {
            List<TargetId> where = where(stores.fields(name), environment);
            if (where.contains(target)) {
                carried.add(store(name, stores.fields(name), where));
            }
        });
        return carried;
    }

    /** A list that names targets of other environments only says nothing about this one, where all carry the store. */
    private static List<TargetId> where(Fields store, Set<TargetId> environment) {
        List<TargetId> named = store.items("where").stream()
                .flatMap(value -> HostPattern.expand(((Scalar) value).text()).stream())
                .filter(environment::contains)
                .toList();
        return named.isEmpty() ? List.copyOf(environment) : named;
    }

    private StoreSpec store(String name, Fields store, List<TargetId> where) {
        String path = "stores." + name;
        Fields backup = store.fields("backup");
        Map<String, Object> settings =
                new LinkedHashMap<>(filler.map(backup.without("with", "keep"), path + ".backup"));
        if (store.map().containsKey("login")) {
            settings.put("login", filler.tree(store.fields("login"), path + ".login"));
        }
        return new StoreSpec(
                name,
                backup.text("with").orElse(""),
                settings,
                compare(store),
                backup.text("keep").flatMap(Durations::parse).orElse(USUAL_KEEP),
                where);
    }

    private static Compare compare(Fields store) {
        if (!store.map().containsKey("compare")) {
            return Compare.EVERYTHING;
        }
        Fields compare = store.fields("compare");
        boolean allContent = compare.text("content").isPresent();
        return new Compare(
                compare.text("rows").filter("all"::equals).isPresent(),
                allContent,
                allContent ? List.of() : compare.texts("content"));
    }
}
