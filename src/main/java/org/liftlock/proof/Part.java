package org.liftlock.proof;

/**
 * An element of a model, as findings name it.
 *
 * @param resource file
 * @param process id of the process
 * @param id id of the element
 * @param name what the model calls it; the id when it has no name
 */
record Part(String resource, String process, String id, String name) {

    String quoted() {
        return "\"" + name + "\"";
    }
}
