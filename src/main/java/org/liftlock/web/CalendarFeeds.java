package org.liftlock.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.liftlock.calendar.Feed;
import org.liftlock.calendar.FeedAddresses;
import org.liftlock.calendar.ReadLimit;
import org.liftlock.calendar.Sheet;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.naming.Digest;
import org.liftlock.security.Member;
import org.liftlock.security.Members;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * The calendar for calendar programs: for who is logged in or sends a password, and at the address that a person has made.
 * Either way it holds what the person may see at the moment of reading.
 */
@RestController
class CalendarFeeds {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final String STRANGERS = "?";

    private final Sheets sheets;
    private final Feed feed;
    private final FeedAddresses addresses;
    private final Members members;
    private final DescriptionStore descriptions;
    private final ReadLimit limit;

    CalendarFeeds(
            Sheets sheets,
            Feed feed,
            FeedAddresses addresses,
            Members members,
            DescriptionStore descriptions,
            ReadLimit limit) {
        this.sheets = sheets;
        this.feed = feed;
        this.addresses = addresses;
        this.members = members;
        this.descriptions = descriptions;
        this.limit = limit;
    }

    @GetMapping("/calendar.ics")
    ResponseEntity<String> all(@AuthenticationPrincipal Member me, WebRequest request) {
        return read(Optional.of(me), Optional.empty(), request);
    }

    @GetMapping("/calendar/{system}.ics")
    ResponseEntity<String> one(@PathVariable String system, @AuthenticationPrincipal Member me, WebRequest request) {
        return read(Optional.of(me), Optional.of(system), request);
    }

    @GetMapping("/feeds/{word}/calendar.ics")
    ResponseEntity<String> all(@PathVariable String word, WebRequest request) {
        return read(owner(word), Optional.empty(), request);
    }

    @GetMapping("/feeds/{word}/calendar/{system}.ics")
    ResponseEntity<String> one(@PathVariable String word, @PathVariable String system, WebRequest request) {
        return read(owner(word), Optional.of(system), request);
    }

    /** Whoever no longer has an account has no feed either. */
    private Optional<Member> owner(String word) {
        return addresses.owner(word).flatMap(members::find);
    }

    private ResponseEntity<String> read(Optional<Member> reader, Optional<String> system, WebRequest request) {
        if (limit.exceeded(reader.map(Member::id).orElse(STRANGERS))) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(PAUSE.toSeconds()))
                    .build();
        }
        boolean known = system.isEmpty()
                || descriptions.current(Layer.SYSTEM, system.get()).isPresent();
        if (reader.isEmpty() || !known) {
            return ResponseEntity.notFound().build();
        }
        Sheet sheet = sheets.of(feed.span(), reader.get());
        if (!shows(sheet, system)) {
            return ResponseEntity.notFound().build();
        }
        String content = feed.of(sheet, system);
        String tag = "\"" + Digest.of(content).hex() + "\"";
        if (request.checkNotModified(tag)) {
            return null;
        }
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(tag)
                .body(content);
    }

    /** A system that is not the reader's is there for the reader only where the reader asked for an upgrade of it. */
    private static boolean shows(Sheet sheet, Optional<String> system) {
        return system.map(name -> sheet.sight().reaches(name)
                        || sheet.bookings().stream()
                                .anyMatch(booking -> booking.system().equals(name)))
                .orElse(true);
    }
}
