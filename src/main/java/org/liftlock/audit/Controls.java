package org.liftlock.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.ledger.LedgerState;

/**
 * How the controls worked in a period, as it stands now.
 *
 * @param counted the upgrades behind each figure, the oldest first
 * @param exceptions in the order they were taken
 * @param outside changes that no upgrade made, found in the period
 */
public record Controls(
        Period period,
        Map<ControlFigure, List<String>> counted,
        List<Shortcut> exceptions,
        Backups backups,
        List<Outside> outside,
        LedgerState.State ledger) {

    private static final List<String> NAMES = List.of("figure", "title", "rule", "count", "of", "must_be", "detail");

    public Controls {
        counted = new EnumMap<>(counted);
    }

    /** What somebody let pass, with the reason in that person's words. */
    public record Shortcut(
            String upgradeKey,
            String rule,
            String reason,
            String person,
            Instant at,
            Optional<String> reviewedBy,
            Optional<Instant> reviewedAt) {}

    /**
     * Of targets that were really to be raised.
     *
     * @param proven how many were restored and compared
     * @param restores how many trial restores were tried, those that failed included
     */
    public record Backups(int taken, int proven, int restores, int failedRestores) {}

    /** @param explanation empty while nobody has said what it was */
    public record Outside(
            String system,
            String environment,
            String target,
            Instant foundAt,
            Optional<String> explainedBy,
            Optional<String> explanation) {}

    /** A figure with what it is a part of. */
    public record Line(ControlFigure figure, int count, int whole) {

        /** In tenths of a percent, rounded so that 100 means all and 0 none; empty when there is nothing to share. */
        public Optional<String> share() {
            if (whole == 0 || figure == ControlFigure.REQUESTED) {
                return Optional.empty();
            }
            long tenths = Math.round(1000.0 * count / whole);
            if (tenths == 1000 && count < whole) {
                tenths = 999;
            } else if (tenths == 0 && count > 0) {
                tenths = 1;
            }
            return Optional.of(tenths % 10 == 0 ? tenths / 10 + " %" : tenths / 10 + "." + tenths % 10 + " %");
        }

        public boolean isKept() {
            return switch (figure.must()) {
                case NOTHING -> true;
                case BE_ALL -> count == whole;
                case BE_NONE -> count == 0;
            };
        }
    }

    public List<String> keys(ControlFigure figure) {
        return counted.getOrDefault(figure, List.of());
    }

    public Line line(ControlFigure figure) {
        return new Line(figure, keys(figure).size(), keys(figure.whole()).size());
    }

    public List<Line> lines() {
        return List.of(ControlFigure.values()).stream().map(this::line).toList();
    }

    public long unexplained() {
        return outside.stream().filter(change -> change.explainedBy().isEmpty()).count();
    }

    /** The figures with the keys behind them, then every exception and every change from outside. */
    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        lines().forEach(line -> rows.add(row(
                line.figure().key(),
                line.figure().title(),
                line.figure().rule().name(),
                line.count(),
                line.whole(),
                must(line.figure()),
                String.join(" ", keys(line.figure())))));
        rows.add(row(
                "backups", "Backups proven by a trial restore", "R16", backups.proven(), backups.taken(), "all", ""));
        rows.add(row(
                "restores",
                "Trial restores that succeeded",
                "R16",
                backups.restores() - backups.failedRestores(),
                backups.restores(),
                "",
                ""));
        rows.add(row(
                "outside-changes",
                "Changes outside Liftlock that are explained",
                "R07",
                outside.size() - (int) unexplained(),
                outside.size(),
                "all",
                ""));
        rows.add(row("ledger", "Ledger", "R49", 1, 1, "intact", ledgerInWords()));
        exceptions.forEach(one -> rows.add(row(
                "exception",
                one.upgradeKey(),
                one.rule(),
                1,
                1,
                "",
                one.reason() + " (" + one.person() + ", " + one.at() + "; "
                        + one.reviewedBy().map(who -> "reviewed by " + who).orElse("not reviewed") + ")")));
        outside.forEach(one -> rows.add(row(
                "outside-change",
                one.target(),
                "R07",
                1,
                1,
                "explained",
                one.system() + ", found " + one.foundAt() + ": "
                        + one.explanation()
                                .map(why -> why + " (" + one.explainedBy().orElse("") + ")")
                                .orElse("not explained"))));
        return new Table("liftlock-controls-1", "/audit/controls", period.written(), NAMES, rows);
    }

    private String ledgerInWords() {
        return ledger.verified()
                .map(last -> last.flaw().orElse("intact: " + last.entries() + " entries verified at " + last.at()))
                .orElse("not verified yet");
    }

    private static String must(ControlFigure figure) {
        return switch (figure.must()) {
            case NOTHING -> "";
            case BE_ALL -> "all";
            case BE_NONE -> "none";
        };
    }

    private static List<String> row(
            String figure, String title, String rule, int count, int of, String must, String detail) {
        return List.of(figure, title, rule, Integer.toString(count), Integer.toString(of), must, detail);
    }
}
