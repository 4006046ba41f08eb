package org.liftlock.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftlock.naming.Digest;

/** Says what changed between two states, a line for each fact; of configuration that is kept as text, each setting. */
final class ChangedLines {

    private static final int MOST_SETTINGS = 20;

    private final State before;
    private final State after;
    private final Snapshots snapshots;

    ChangedLines(State before, State after, Snapshots snapshots) {
        this.before = before;
        this.after = after;
        this.snapshots = snapshots;
    }

    List<String> of(List<Fact> changed, Facts was, Facts is) {
        List<String> lines = new ArrayList<>();
        for (Fact fact : changed) {
            List<String> told = fact.category() == Category.FILE ? inFile(fact.name()) : List.of();
            lines.addAll(told.isEmpty() ? List.of(fact.change(was.value(fact), is.value(fact))) : told);
        }
        return lines;
    }

    private List<String> inFile(String file) {
        Optional<FileReading> was = Optional.ofNullable(before.files().get(file));
        Optional<FileReading> is = Optional.ofNullable(after.files().get(file));
        if (was.isEmpty() || is.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (!was.get().digest().equals(is.get().digest())) {
            List<String> settings = settings(file, was.get(), is.get());
            if (settings.isEmpty() || settings.size() > MOST_SETTINGS) {
                return List.of();
            }
            lines.addAll(settings);
        }
        if (!was.get().rights().equals(is.get().rights())) {
            lines.add("Rights of " + file + ": " + was.get().rights().orElse("unknown") + " → "
                    + is.get().rights().orElse("unknown"));
        }
        return lines;
    }

    private List<String> settings(String file, FileReading was, FileReading is) {
        if (was.text().isEmpty() || is.text().isEmpty()) {
            return List.of();
        }
        Map<Digest, String> texts =
                snapshots.texts(List.of(was.text().get(), is.text().get()));
        Map<String, String> old =
                ConfigurationText.settings(texts.getOrDefault(was.text().get(), ""));
        Map<String, String> fresh =
                ConfigurationText.settings(texts.getOrDefault(is.text().get(), ""));
        Set<String> names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(old.get(name), fresh.get(name)))
                .map(name -> "Setting " + name + " in " + file + ": " + shown(old.get(name)) + " → "
                        + shown(fresh.get(name)))
                .toList();
    }

    private static String shown(String value) {
        return value == null ? "not there" : Sentences.quote(value);
    }
}
