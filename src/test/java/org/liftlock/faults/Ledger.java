package org.liftlock.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A target: a system with a process, data, and a log in which it writes itself what is done to it. */
final class Ledger {

    static final String GOOD = "2.0";
    /** Starts, and is not healthy. */
    static final String BAD = "2.1";

    private static final String BEFORE = "1.0";

    private final Path home;
    private final Path program;

    /** Something done to the system, told by the system. @param at seconds of {@link Uptime} */
    record Effect(double at, String verb, String phase, String key) {

        boolean is(String verb, String phase) {
            return this.verb.equals(verb) && this.phase.equals(phase);
        }
    }

    private Ledger(Path home, Path program) {
        this.home = home;
        this.program = program;
    }

    /** @param takes seconds that each of its commands works */
    static Ledger set(Path yard, String name, double takes) {
        try {
            Path program = Files.createDirectories(yard).resolve("ledger");
            if (!Files.exists(program)) {
                try (var script = Ledger.class.getResourceAsStream("ledger")) {
                    Path draft = Files.createTempFile(
                            yard,
                            "ledger",
                            ".new",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                    Files.write(draft, script.readAllBytes());
                    Files.move(draft, program);
                }
            }
            Ledger ledger = new Ledger(Files.createDirectories(yard.resolve(name)), program);
            Files.createDirectories(ledger.home.resolve("data"));
            Files.createDirectories(ledger.home.resolve("conf"));
            Files.writeString(ledger.home.resolve("conf/ledger.conf"), "currency = EUR\n");
            Files.writeString(ledger.home.resolve("data/book"), "opened with 412 entries\n");
            Files.writeString(ledger.home.resolve("version"), BEFORE + "\n");
            Files.writeString(ledger.home.resolve("takes"), String.format(Locale.ROOT, "%.1f", takes));
            ledger.run("start");
            return ledger;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets its data grow by so many bytes. */
    void grow(int bytes) {
        try {
            Files.writeString(home.resolve("data/book"), "x".repeat(bytes), StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String name() {
        return home.getFileName().toString();
    }

    Path home() {
        return home;
    }

    /** The description of this system as an owner would write it. */
    String description() {
        return """
                system: %1$s
                name: %1$s
                kind: command
                owner: erik
                criticality: normal
                environments:
                  production:
                    vars: {home: "%2$s", ledger: "%3$s"}
                    targets: {localhost/%1$s: {}}
                stores:
                  book:
                    backup:
                      with: command
                      keep: 30d
                      file: "${vars.home}/backup/book"
                      backup: [{run: ["${vars.ledger}", "${vars.home}", back-up, "${upgrade.key}", "${vars.home}/backup/book"]}]
                      verify: [{run: ["${vars.ledger}", "${vars.home}", prove, "${upgrade.key}", "${vars.home}/backup/book", "$${scratch}"]}]
                      restore: [{run: ["${vars.ledger}", "${vars.home}", restore, "${upgrade.key}", "${vars.home}/backup/book"]}]
                      content: [{run: ["${vars.ledger}", "${vars.home}", content]}]
                config: ["${vars.home}/conf"]
                versions:
                  service: {run: ["${vars.ledger}", "${vars.home}", version]}
                operations:
                  stop: [{run: ["${vars.ledger}", "${vars.home}", stop]}]
                  start: [{run: ["${vars.ledger}", "${vars.home}", start]}]
                methods:
                  raise:
                    reversible: until-first-write
                    loses: entries made since
                    apply:
                      - {run: ["${vars.ledger}", "${vars.home}", apply, "${upgrade.key}", "${to.version}"]}
                      - {run: ["${vars.ledger}", "${vars.home}", start]}
                    rollback:
                      - restore
                      - {run: ["${vars.ledger}", "${vars.home}", back, "${upgrade.key}", "${from.version}"]}
                      - {run: ["${vars.ledger}", "${vars.home}", start]}
                    finish: {run: ["${vars.ledger}", "${vars.home}", finish, "${upgrade.key}"]}
                method: raise
                checks:
                  - {id: healthy, core: true, run: ["${vars.ledger}", "${vars.home}", healthy]}
                  - {id: version, core: true, equals: {versions.service: "${to.version}"}}
                window: {calendar: any-time}
                people: {decider: mia, deputy: carl, engineer: erik, sign_off: [uma]}
                no_answer: roll-back
                tell: {before: 0s, unavailable: true, after: true}
                limits: {prepare: 1m, back_up: 1m, apply: 2m, verify: 1m, roll_back: 2m, tell: 1m, margin: 1m}
                watch: {for: 1s}
                finish: {after: sign-off, wait: 0s}
                """.formatted(name(), home, program);
    }

    String request(String version) {
        return """
                upgrade: %s
                to: "%s"
                reason: {category: feature, text: "The suite asks for it"}
                window: next
                """.formatted(name(), version);
    }

    /** The same in a window that opens and ends when it is said, in UTC. */
    String request(String version, Instant opens, Instant ends) {
        return request(version)
                .replace("window: next", "window: {from: %s, to: %s}".formatted(moment(opens), moment(ends)));
    }

    private static String moment(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
    }

    List<Effect> effects() {
        try (Stream<String> lines = Files.lines(home.resolve("effects.log"))) {
            return lines.map(line -> line.split(" "))
                    .filter(words -> words.length >= 4)
                    .map(words -> new Effect(Double.parseDouble(words[0]), words[1], words[2], words[3]))
                    .toList();
        } catch (NoSuchFileException quiet) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String version() {
        return read("version").strip();
    }

    String book() {
        return read("data/book");
    }

    boolean isRunning() {
        return run("running") == 0;
    }

    void end() {
        run("stop");
    }

    private int run(String verb) {
        try {
            return new ProcessBuilder(program.toString(), home.toString(), verb)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(home.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
