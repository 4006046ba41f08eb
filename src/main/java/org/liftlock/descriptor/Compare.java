package org.liftlock.descriptor;

import java.util.List;

/**
 * What a trial restore compares with the source (R16).
 *
 * @param allRows the number of rows (or files) of everything
 * @param allContent everything by content digest
 * @param content the tables or files compared by content digest
 */
public record Compare(boolean allRows, boolean allContent, List<String> content) {

    public static final Compare EVERYTHING = new Compare(true, true, List.of());

    public Compare {
        content = List.copyOf(content);
    }
}
