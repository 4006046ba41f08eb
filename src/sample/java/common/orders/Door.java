package orders;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether customers may order now. While run/closed exists, only orders marked as a check are let in. */
final class Door {

    private final Path closed;

    Door(Path home) {
        this.closed = home.resolve("run/closed");
    }

    boolean open() {
        return !Files.exists(closed);
    }
}
