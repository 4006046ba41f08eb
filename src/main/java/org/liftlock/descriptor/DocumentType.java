package org.liftlock.descriptor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;

/** The kinds of document there are. The first key that fits tells which one it is. */
enum DocumentType {
    REQUEST("upgrade", "request", Layer.REQUEST),
    STANDARD_CHANGE("standard_change", "standard-change", Layer.TEMPLATE),
    SYSTEM("system", "system", Layer.SYSTEM),
    SITE("site", "site", Layer.SITE),
    KIND("kind", "kind", Layer.KIND);

    private final String key;
    private final String schema;
    private final Layer layer;

    DocumentType(String key, String schema, Layer layer) {
        this.key = key;
        this.schema = schema;
        this.layer = layer;
    }

    static Optional<DocumentType> of(Fields document) {
        return Arrays.stream(values())
                .filter(type -> document.map().containsKey(type.key))
                .findFirst();
    }

    static DocumentType of(Layer layer) {
        return Arrays.stream(values())
                .filter(type -> type.layer == layer && type != REQUEST)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Only the site, kinds, systems and templates are kept as documents, not the layer " + layer));
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(DocumentType::key).toList();
    }

    String key() {
        return key;
    }

    String schema() {
        return schema;
    }

    Layer layer() {
        return layer;
    }
}
