package org.liftlock.descriptor;

/**
 * One value of the merged description.
 *
 * @param path keys that lead to it
 * @param value as text
 * @param layer which layer it comes from
 * @param file which file it comes from
 * @param line line in that file, 0 where it has none
 */
public record MergedValue(String path, String value, Layer layer, String file, int line) {}
