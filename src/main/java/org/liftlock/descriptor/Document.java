package org.liftlock.descriptor;

import org.liftlock.descriptor.Value.Fields;

/**
 * One document whose form has been checked.
 *
 * @param source the text it was read from, as somebody wrote it
 */
record Document(DocumentType type, String name, Fields fields, String source) {

    String file() {
        return fields.place().file();
    }
}
