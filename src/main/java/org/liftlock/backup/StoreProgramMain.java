package org.liftlock.backup;

import java.util.Arrays;
import picocli.CommandLine;

/** {@code liftlock store ...} alone, as it is carried to other machines. */
public final class StoreProgramMain {

    private StoreProgramMain() {}

    /** @param arguments as of {@code liftlock}: the first is the word store */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StoreCommand())
                .execute(Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length)));
    }
}
