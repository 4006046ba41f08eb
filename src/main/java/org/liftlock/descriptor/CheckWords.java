package org.liftlock.descriptor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;

/** The word a check asks with tells its type. */
final class CheckWords {

    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    static {
        // Before the words they are asked by: what is tried as a named user is judged by whether the user may.
        TYPES.put("may", "may");
        TYPES.put("may_not", "may_not");
        TYPES.put("http", "http");
        TYPES.put("tcp", "tcp");
        TYPES.put("sql", "sql");
        TYPES.put("run", "command");
        TYPES.put("log", "log");
        TYPES.put("tls", "tls");
        TYPES.put("oidc", "oidc");
        TYPES.put("prometheus", "prometheus");
        TYPES.put("newest", "newest");
        TYPES.put("ran", "ran");
        TYPES.put("disk_free", "disk_free");
        TYPES.put("file", "file");
        TYPES.put("manifest", "manifest");
    }

    private CheckWords() {}

    static Optional<String> typeOf(Fields check) {
        if (check.get("equals").orElse(null) instanceof Fields) {
            return Optional.of("version");
        }
        return TYPES.entrySet().stream()
                .filter(word -> check.map().containsKey(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static String all() {
        return String.join(", ", TYPES.keySet()) + ", or equals: {versions.NAME: ...}";
    }
}
