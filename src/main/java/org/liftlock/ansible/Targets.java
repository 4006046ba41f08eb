package org.liftlock.ansible;

import java.util.List;

/**
 * Targets as they are written into a description.
 *
 * @param text in YAML, beginning with {@code targets:}
 * @param left what was left out, and why
 */
public record Targets(String text, int count, List<Remark> left) {

    public Targets {
        left = List.copyOf(left);
    }
}
