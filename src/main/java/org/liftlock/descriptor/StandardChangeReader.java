package org.liftlock.descriptor;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftlock.descriptor.StandardChange.Versions;
import org.liftlock.descriptor.StandardChange.VoidIf;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.naming.SystemId;

/** Makes a template of a document whose form has been checked. */
final class StandardChangeReader {

    private StandardChangeReader() {}

    static StandardChange read(Fields template) {
        Fields covers = template.fields("covers");
        Fields valid = template.fields("valid");
        Fields needs = template.fields("needs");
        return new StandardChange(
                template.text("standard_change").orElse(""),
                new SystemId(template.text("system").orElse("")),
                covers.text("version")
                        .map(word -> Enums.read(Versions.class, word))
                        .orElse(Versions.SAME_MINOR),
                Set.copyOf(covers.texts("environments")),
                Set.copyOf(template.texts("varies")),
                valid.text("until").map(LocalDate::parse).orElse(LocalDate.MIN),
                valid.text("uses").map(Integer::parseInt).orElse(0),
                valid.texts("void_if").stream()
                        .map(word -> Enums.read(VoidIf.class, word))
                        .collect(Collectors.toSet()),
                needs.truth("staging_first", false),
                needs.text("watched_there").flatMap(Durations::parse).orElse(Duration.ZERO),
                template.text("sign_off").filter("by-people"::equals).isPresent());
    }
}
