package org.liftlock.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Files and directories, kept and restored exactly. */
final class FilesTool implements StoreTool {

    static final String NAME = "files";

    @Override
    public String tool(BackupOrder order) {
        return "liftlock files " + Manifest.FORMAT;
    }

    @Override
    public List<Path> paths(BackupOrder order) {
        return Settings.of(order.store()).paths("paths");
    }

    @Override
    public Contents contents(BackupOrder order, List<Path> roots, List<Entry> entries, UnaryOperator<Path> copy) {
        List<ContentPart> parts = roots.stream()
                .map(root -> {
                    List<Entry> under = entries.stream()
                            .filter(entry -> Path.of(entry.path()).startsWith(root))
                            .toList();
                    return new ContentPart(root.toString(), under.size(), Optional.of(Tree.digest(under)));
                })
                .toList();
        return new Contents(order.version(), parts, Tree.digest(entries));
    }
}
