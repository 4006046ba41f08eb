package org.liftlock.web;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** Addresses of pages, with names that people chose in them. */
final class Links {

    private Links() {}

    static String of(String folder, String name) {
        return folder + "/" + UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
    }

    static String encoded(String value) {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
