package org.liftlock.descriptor;

/** Writes the way to a value: {@code stores.orders.backup}. A key with a dot in it stands in brackets. */
final class Paths {

    private Paths() {}

    static String join(String path, String key) {
        String step = key.contains(".") || key.isEmpty() ? "[\"" + key + "\"]" : key;
        return path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step;
    }
}
