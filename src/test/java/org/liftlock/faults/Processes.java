package org.liftlock.faults;

import java.nio.file.Path;
import java.util.List;

/** The processes of this machine. */
final class Processes {

    private Processes() {}

    /** Kills every process that works in a place or speaks of it, and what started it, as a loss of power would. */
    static void killEverythingAbout(Path place) {
        List<ProcessHandle> about = ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(place.toString()))
                        .isPresent())
                .toList();
        about.forEach(process -> process.parent()
                .filter(parent -> parent.info()
                        .commandLine()
                        .filter(line -> line.contains("liftlock-launcher"))
                        .isPresent())
                .ifPresent(ProcessHandle::destroyForcibly));
        about.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
