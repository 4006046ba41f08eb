package org.liftlock.descriptor;

import java.util.Map;
import java.util.Optional;

/**
 * One check, or one reading of a version.
 *
 * @param core verification stops when it fails (R36)
 * @param type {@code http}, {@code tcp}, {@code sql}, {@code command}, {@code log}, {@code version} ...
 * @param settings what the type is told, as written in the description ({@code http: address, status: 200}); no variable
 *     is left in it
 * @param says what it means when it fails, in the words of whoever wrote it
 */
public record CheckSpec(String id, boolean core, String type, Map<String, Object> settings, Optional<String> says) {

    public CheckSpec {
        settings = Trees.copy(settings);
    }

    /** Why the check is left out, when the description says so. */
    public Optional<String> skipped() {
        return Optional.ofNullable(settings.get("skip")).map(String::valueOf);
    }
}
