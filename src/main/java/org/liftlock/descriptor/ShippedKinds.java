package org.liftlock.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds that come with the product; data like any other, only that they lie in the jar. */
final class ShippedKinds {

    private static final List<String> NAMES = List.of(
            "command", "compose", "debian-package", "files", "java-archive", "keycloak-archive", "postgresql-debian");

    private ShippedKinds() {}

    static Map<String, Document> read(Problems problems) {
        Map<String, Document> kinds = new LinkedHashMap<>();
        for (String name : NAMES) {
            String file = "kinds/" + name + ".yaml";
            Documents.read(text(file), file, problems).forEach(document -> kinds.put(document.name(), document));
        }
        return kinds;
    }

    private static String text(String file) {
        try (InputStream stream = ShippedKinds.class.getResourceAsStream("/" + file)) {
            if (stream == null) {
                throw new IllegalStateException("This jar has no " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(file + " of this jar cannot be read", broken);
        }
    }
}
