package org.liftlock.document;

import java.util.List;

/** @param id anchor of links and bookmarks */
public record Section(String id, String title, List<Block> blocks) {

    public Section {
        blocks = List.copyOf(blocks);
    }

    static Section of(String id, String title, Block... blocks) {
        return new Section(id, title, List.of(blocks));
    }
}
