package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Names beside the place of a store, and the change of what lies there for what was made ready beside it. */
final class InPlace {

    private InPlace() {}

    static Path beside(Path place, String what) {
        return place.resolveSibling(Tree.OURS + what + "-" + place.getFileName());
    }

    /** @return what was done, in a sentence */
    static String swap(Path place, Path ready) throws IOException {
        Path aside = null;
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            aside = aside(place);
            if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
            } else {
                // A second name first: a single file is then replaced without a moment in which it is missing.
                Files.createLink(aside, place);
            }
        }
        Files.move(ready, place, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(place.getParent());
        return place + " restored" + (aside == null ? "" : "; what was there is kept as " + aside);
    }

    private static Path aside(Path place) {
        int number = 1;
        while (Files.exists(beside(place, "aside-" + number), LinkOption.NOFOLLOW_LINKS)) {
            number++;
        }
        return beside(place, "aside-" + number);
    }
}
