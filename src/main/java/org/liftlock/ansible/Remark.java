package org.liftlock.ansible;

/**
 * Something about a line of an inventory.
 *
 * @param line from 1; 0 for the whole file
 */
public record Remark(String file, int line, String text) {

    /** Where and what. */
    public String sentence() {
        return file + (line > 0 ? ", line " + line : "") + ": " + text;
    }
}
