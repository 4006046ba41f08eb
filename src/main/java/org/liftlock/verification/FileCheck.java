package org.liftlock.verification;

import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/** Reads a small file on the target, such as one that holds a version. */
@Component
class FileCheck implements ValueType {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public String usualExpectation() {
        return "the file to be there";
    }

    @Override
    public String value(Check check) {
        String path = check.settings().required("path", "file");
        Launcher.Reading reading = check.read(Command.of("cat", path));
        if (reading.exitCode() != 0) {
            throw new CannotCheck(
                    "no file to read at " + path + " on " + check.target() + ": " + Texts.quote(reading.errors()));
        }
        return reading.output();
    }
}
