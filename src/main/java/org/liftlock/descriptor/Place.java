package org.liftlock.descriptor;

/** Where a value stands: in which layer, file and line (from 1; 0 when it was not read from a file). */
record Place(Layer layer, String file, int line) {

    Place in(Layer other) {
        return new Place(other, file, line);
    }
}
