package org.liftlock.verification;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.jar.Manifest;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.springframework.stereotype.Component;

/** Reads a small file on the target, such as one that holds a version, or one attribute of an archive's manifest. */
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
        Optional<String> attribute = check.settings().text("manifest");
        if (attribute.isEmpty()) {
            return content(check, path, Command.of("cat", path));
        }
        String manifest = content(check, path, Command.of("unzip", "-p", path, "META-INF/MANIFEST.MF"));
        return attribute(manifest, attribute.get())
                .orElseThrow(() -> new CannotCheck("no " + attribute.get() + " in the manifest of " + path));
    }

    private static String content(Check check, String path, Command command) {
        Launcher.Reading reading = check.read(command);
        if (reading.exitCode() != 0) {
            throw new CannotCheck(
                    "nothing to read at " + path + " on " + check.target() + ": " + Texts.quote(reading.errors()));
        }
        return reading.output();
    }

    private static Optional<String> attribute(String manifest, String name) {
        try {
            byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
            return Optional.ofNullable(new Manifest(new ByteArrayInputStream(bytes))
                    .getMainAttributes()
                    .getValue(name));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new CannotCheck("a manifest that cannot be read: " + wrong.getMessage(), wrong);
        }
    }
}
