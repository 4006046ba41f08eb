package org.liftlock.proof;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong in a model.
 *
 * @param rule stable id of the rule it breaks: {@code R00}, {@code no-deadlock}
 * @param resource file it is in
 * @param process id of the process, empty when it concerns the file
 * @param elements ids of the elements it is about, the first one first
 * @param sentence what is wrong, for a process owner
 * @param remedy what to do
 * @param path the shortest way in which it goes wrong, from the start; empty where a look at the elements is enough
 */
public record Finding(
        String rule,
        Aspect aspect,
        Severity severity,
        String resource,
        String process,
        List<String> elements,
        String sentence,
        String remedy,
        List<Step> path) {

    /** An error refuses the deployment, a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /**
     * An element that is passed.
     *
     * @param note what happens there, such as the outcome of the step; empty when that is plain
     */
    public record Step(String resource, String process, String element, String name, String note) {

        @Override
        public String toString() {
            return name + (note.isEmpty() ? "" : " (" + note + ")");
        }
    }

    public Finding {
        elements = List.copyOf(elements);
        path = List.copyOf(path);
    }

    public boolean refuses() {
        return severity == Severity.ERROR;
    }

    /** Everything in one paragraph, the path at the end. */
    public String told() {
        String way = path.stream().map(Step::toString).collect(Collectors.joining(" → "));
        return rule + ": " + sentence + " " + remedy + (path.isEmpty() ? "" : " It can happen so: " + way + ".");
    }
}
