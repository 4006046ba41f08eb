package org.liftlock.descriptor;

import org.liftlock.descriptor.Value.Fields;

/** One document whose form has been checked. */
record Document(DocumentType type, String name, Fields fields) {

    String file() {
        return fields.place().file();
    }
}
