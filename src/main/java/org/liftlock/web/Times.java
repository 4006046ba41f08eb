package org.liftlock.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.liftlock.lifecycle.Figures;
import org.liftlock.lifecycle.RecordLine;
import org.liftlock.lifecycle.Stage;
import org.liftlock.lifecycle.Words;
import org.springframework.stereotype.Component;

/** Figures in the words of pages. Moments are written in UTC; a script turns them into the reader's time zone. */
@Component
class Times {

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public String text(Instant moment) {
        return Figures.moment(moment);
    }

    /** "350 ms", "4.2 s", "3 min 20 s", "2 h 5 min". */
    public String took(long millis) {
        return Figures.took(millis);
    }

    public String took(Instant from, Instant until) {
        return took(Duration.between(from, until).toMillis());
    }

    /** "412 bytes", "1.4 MiB". */
    public String size(long bytes) {
        return Figures.size(bytes);
    }

    /** Where a moment lies between two others, in percent from 0 to 100. */
    public double percent(Instant moment, Instant from, Instant until) {
        double span = Duration.between(from, until).toMillis();
        double gone = Duration.between(from, moment).toMillis();
        return span <= 0 ? 0 : Math.max(0, Math.min(100, Math.round(1000.0 * gone / span) / 10.0));
    }

    public boolean inside(Instant moment, Instant from, Instant until) {
        return !moment.isBefore(from) && !moment.isAfter(until);
    }

    /** "BACK_AS_BEFORE" as "back as before". */
    public String words(String name) {
        return Words.of(name);
    }

    public String sentence(String name) {
        return Words.sentence(name);
    }

    /** SECURITY_FIX as documents write it: "security-fix". */
    public String key(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** SAME_MINOR as "same minor version"; ANY as "any version". */
    public String reach(Enum<?> versions) {
        return Words.of(versions.name()) + " version";
    }

    public List<String> sorted(Collection<String> words) {
        return words.stream().sorted().toList();
    }

    public String stage(String name) {
        return Stage.valueOf(name).title();
    }

    /** The stages a person sees an upgrade go through. */
    public List<String> getStages() {
        return Stream.of(Stage.values()).map(Stage::title).toList();
    }

    public List<RecordLine> newestFirst(List<RecordLine> record) {
        List<RecordLine> turned = new ArrayList<>(record);
        Collections.reverse(turned);
        return turned;
    }
}
