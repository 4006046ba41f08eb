package org.liftlock.verification;

import java.util.List;
import java.util.Map;
import org.liftlock.descriptor.CheckSpec;
import org.springframework.stereotype.Component;

/** The types that read a value, by name, or by the word with which a reading is written. */
@Component
class ValueTypes {

    private static final Map<String, String> WORDS = Map.of(
            "sql", "sql", "run", "command", "command", "command", "http", "http", "file", "file", "manifest", "file");

    private final List<ValueType> types;

    ValueTypes(List<ValueType> types) {
        this.types = types;
    }

    ValueType forReading(CheckSpec reading) {
        String name = "version".equals(reading.type()) ? writtenIn(reading) : reading.type();
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CannotCheck("no way to read a value by " + Texts.quote(name) + "; use one of "
                        + types.stream().map(ValueType::name).sorted().toList()));
    }

    private static String writtenIn(CheckSpec reading) {
        Settings settings = new Settings(reading);
        return WORDS.keySet().stream()
                .filter(settings::has)
                .sorted()
                .findFirst()
                .map(WORDS::get)
                .orElseThrow(() -> new CannotCheck("Check " + reading.id() + " does not say how the version is read:"
                        + " add sql, run, http or file, or equals: {versions.NAME: version}"));
    }
}
