package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;
import org.liftlock.descriptor.Value.Scalar;
import org.liftlock.naming.Digest;

/** Makes artifacts of what a description says. */
final class ArtifactReader {

    private final Fields artifacts;
    private final Optional<String> version;
    private final Scope scope;
    private final Filler filler;
    private final Problems problems;

    ArtifactReader(Fields artifacts, Optional<String> version, Scope scope, Filler filler, Problems problems) {
        this.artifacts = artifacts;
        this.version = version;
        this.scope = scope;
        this.filler = filler;
        this.problems = problems;
    }

    /** Reads them and makes their paths known as {@code ${new.NAME}}. */
    List<Artifact> read() {
        List<Artifact> read = new ArrayList<>();
        artifacts
                .map()
                .keySet()
                .forEach(name -> artifact(name).ifPresent(artifact -> {
                    scope.add("new." + name, artifact.file());
                    scope.add("new." + name + ".sha256", artifact.sha256().hex());
                    read.add(artifact);
                }));
        return read;
    }

    private Optional<Artifact> artifact(String name) {
        Fields written = artifacts.fields(name);
        String path = Paths.join("artifacts", name);
        boolean remote = written.map().containsKey("url");
        if (remote == written.map().containsKey("file")) {
            problems.add(written.place(), path, "", "either url or file", "Say where it comes from, once.");
            return Optional.empty();
        }
        Optional<Digest> digest = digest(written, path);
        String source =
                filler.text((Scalar) written.map().get(remote ? "url" : "file"), path + (remote ? ".url" : ".file"));
        String file = remote ? downloaded(source, written) : source;
        if (digest.isEmpty()) {
            scope.add("new." + name, file);
            scope.add("new." + name + ".sha256", "‹sha256 of " + name + "›");
        }
        return digest.map(found -> new Artifact(name, source, remote, file, found));
    }

    private String downloaded(String source, Fields written) {
        String name = source.substring(source.lastIndexOf('/') + 1).replaceAll("[?#].*", "");
        Scalar folder = Scalar.text("${vars.downloads}/" + Template.literal(name), written.place());
        return filler.text(folder, "vars.downloads");
    }

    private Optional<Digest> digest(Fields written, String path) {
        Optional<String> one = written.text("sha256");
        if (one.isPresent() || version.isEmpty()) {
            return one.map(Digest::new);
        }
        Optional<String> pinned = written.fields("sha256").text(version.get());
        if (pinned.isEmpty()) {
            problems.add(
                    written.place(),
                    path + ".sha256",
                    version.get(),
                    "a version whose digest is pinned: "
                            + String.join(", ", written.fields("sha256").map().keySet()),
                    "Add the digest of version " + version.get() + ", from its publisher.",
                    Nearest.to(version.get(), written.fields("sha256").map().keySet()));
        }
        return pinned.map(Digest::new);
    }
}
