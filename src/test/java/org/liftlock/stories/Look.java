package org.liftlock.stories;

import java.util.Locale;

/** How somebody looks at a page: on which screen, by day or by night. Colours are the same on every screen. */
enum Look {
    DESK_BY_DAY(1440, 1000, false),
    DESK_BY_NIGHT(1440, 1000, true),
    PHONE_BY_DAY(390, 844, false);

    final int width;
    final int height;
    final boolean dark;

    Look(int width, int height, boolean dark) {
        this.width = width;
        this.height = height;
        this.dark = dark;
    }

    boolean isPhone() {
        return width < 760;
    }

    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
