package org.liftlock.tasks;

import static org.liftlock.tasks.Markdown.plain;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.descriptor.UsersSpec;

/** Who uses a system, in a few words (R05, R09). */
final class Users {

    private Users() {}

    static String of(UpgradeDescription description) {
        UsersSpec users = description.systemDescription().users();
        return Stream.of(
                        users.group().map(Markdown::plain),
                        users.busy().map(busy -> "busy " + plain(busy)),
                        users.contact().map(contact -> "contact " + plain(contact)))
                .flatMap(known -> known.stream())
                .collect(Collectors.joining(", "));
    }

    static String dependants(UpgradeDescription description) {
        return description.usedBy().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
