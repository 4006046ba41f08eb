package org.liftlock.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.liftlock.live.LiveView;
import org.liftlock.live.StepLog;
import org.liftlock.live.TooManyFollowers;
import org.liftlock.live.Unreadable;
import org.liftlock.live.WatchedStep;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What a step prints: to read, to read on, and to follow. */
@RestController
@Tag(name = "Upgrades")
class StepLogApi {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final String STEP_STATE = "Liftlock-Step";
    private static final String LOG_LENGTH = "Liftlock-Log-Length";
    private static final String SOON = "5";

    private final LiveView live;

    StepLogApi(LiveView live) {
        this.live = live;
    }

    @GetMapping("/api/upgrades/{key}/steps/{id}/log")
    @Operation(summary = "What the commands of a step have printed; to be followed while it runs", description = """
                    Both streams in the order they were written, secrets masked, in UTF-8. Without anything else: all \
                    there is until now. With Range: that part; positions stay valid while the step runs and after it \
                    has ended. Of a very long output the beginning and the end are kept: a line in the text counts what \
                    is missing, and a range without an end that begins there gives the bytes that follow (see Content-Range). \
                    The headers Liftlock-Step (running or ended) and Liftlock-Log-Length (where to read on) say more.

                    Accepting text/event-stream it is followed until the step ends: events "output" ({"text", \
                    "leftOut"}; the id is the position behind it, so Last-Event-ID goes on there) and "state" \
                    ({"state": RUNNING or ENDED, "outcome", "summary", "elapsedSeconds", "usualSeconds": P80 of this \
                    step on this system, "late", "progress": {"percent", "says"}, "trouble"}).""")
    @Parameter(name = "Range", in = ParameterIn.HEADER, schema = @Schema(type = "string"), example = "bytes=4096-")
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, schema = @Schema(type = "integer", format = "int64"))
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "206",
            description = "The range asked for, or the part of it that was kept",
            content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "400",
            description = "The step touches several targets; name one",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "404",
            description = "No such upgrade, step or target, or the step ran no command",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "416",
            description = "Nothing there, or not yet; Content-Range tells the length",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "503",
            description = "The target cannot be read now, or too many follow already",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Object log(
            @PathVariable String key,
            @PathVariable String id,
            @Parameter(description = "Needed when the step touches several targets") @RequestParam
                    Optional<String> target,
            @Parameter(description = "Where to begin to follow, for those who cannot send Last-Event-ID")
                    @RequestParam(defaultValue = "0")
                    long from,
            @Parameter(hidden = true) @RequestHeader HttpHeaders asked,
            @Parameter(hidden = true) HttpServletResponse answer) {
        WatchedStep step = live.step(key, id).orElseThrow(() -> NotFound.step(key, id));
        String on = target(step, target);
        if (asked.getAccept().contains(MediaType.TEXT_EVENT_STREAM)) {
            answer.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            // nginx would hold the events back.
            answer.setHeader("X-Accel-Buffering", "no");
            return follow(step, on, from, asked.getFirst("Last-Event-ID"));
        }
        return read(live.log(step, on), asked);
    }

    private static String target(WatchedStep step, Optional<String> asked) {
        List<String> targets = step.targets();
        if (asked.isPresent() && !targets.contains(asked.get()) && !targets.isEmpty()) {
            throw NotFound.target(step.id(), asked.get(), targets);
        } else if (asked.isEmpty() && targets.size() > 1) {
            throw new IllegalArgumentException("Step " + step.id() + " touches several targets; name one with ?target="
                    + " out of " + String.join(", ", targets));
        }
        String target = asked.orElse(targets.isEmpty() ? "" : targets.get(0));
        step.runs().stream()
                .filter(run -> run.target().toString().equals(target))
                .filter(run ->
                        run.status() == WatchedStep.Status.SETTLED && run.log().isEmpty())
                .findFirst()
                .ifPresent(run -> {
                    throw NotFound.output(step.id(), "nothing was started on " + target + " (" + run.detail() + ")");
                });
        if (targets.isEmpty() && step.outcome().isPresent()) {
            throw NotFound.output(
                    step.id(), "it ran no command on a target, it only looked; the upgrade tells what it found");
        }
        return target;
    }

    private SseEmitter follow(WatchedStep step, String target, long from, String lastEvent) {
        StepEvents events = new StepEvents();
        boolean position = lastEvent != null && lastEvent.matches("\\d{1,18}");
        events.begin(live.follow(step, target, position ? Long.parseLong(lastEvent) : Math.max(0, from), events));
        return events.emitter();
    }

    private static ResponseEntity<?> read(StepLog log, HttpHeaders asked) {
        long length = log.length();
        Optional<ByteRange> range = ByteRange.asked(asked.getFirst(HttpHeaders.RANGE), length)
                .filter(any -> sameVersion(asked.getFirst(HttpHeaders.IF_RANGE), log));
        if (range.isEmpty()) {
            StepLog.Whole whole = log.whole();
            return headers(ResponseEntity.ok(), log, whole.version()).body(whole.bytes());
        } else if (!range.get().isWithin(length)) {
            return nothing(
                    log,
                    "There are " + length + " bytes"
                            + (log.finished() ? ", and there will not be more." : " until now; ask again later."));
        }
        StepLog.Part part = log.part(range.get().first(), range.get().last());
        if (part.bytes().length == 0) {
            return nothing(
                    log,
                    "These bytes were left out: only the beginning and the end of a very long output are kept."
                            + " It goes on at " + part.first() + ".");
        }
        return headers(ResponseEntity.status(HttpStatus.PARTIAL_CONTENT), log, log.version())
                .header(HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + length)
                .body(part.bytes());
    }

    private static ResponseEntity<ProblemDetail> nothing(StepLog log, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, detail);
        problem.setTitle("Nothing there");
        return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + log.length())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(STEP_STATE, state(log))
                .body(problem);
    }

    private static boolean sameVersion(String ifRange, StepLog log) {
        return ifRange == null || ifRange.equals("\"" + log.version() + "\"");
    }

    private static ResponseEntity.BodyBuilder headers(ResponseEntity.BodyBuilder answer, StepLog log, String version) {
        return answer.eTag(version)
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header(STEP_STATE, state(log))
                .header(LOG_LENGTH, Long.toString(log.length()))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .contentType(TEXT);
    }

    private static String state(StepLog log) {
        return log.finished() ? "ended" : "running";
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(Unreadable now) {
        return later("The target cannot be read now", now.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooMany(TooManyFollowers now) {
        return later("Too many followers", now.getMessage());
    }

    private static ResponseEntity<ProblemDetail> later(String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
        problem.setTitle(title);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SOON)
                .body(problem);
    }
}
