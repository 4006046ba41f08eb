package org.liftlock.verification;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a description expects of a value: {@code equals}, {@code contains}, {@code not_contains}, {@code at_least},
 * {@code at_most}; all that are named must hold. {@code equals: before} is the value remembered from before the upgrade.
 */
final class Expectation {

    private static final String BEFORE = "before";
    /** A value up to here is shown whole; of a longer one, what was looked for and this much around it. */
    private static final int SHORT = 200;

    private static final int AROUND = 30;

    private record Condition(String sentence, Predicate<String> holds) {}

    private final List<Condition> conditions = new ArrayList<>();
    private final List<String> lookedFor = new ArrayList<>();

    private Expectation() {}

    static Expectation of(Check check) {
        Settings settings = check.settings();
        Expectation expectation = new Expectation();
        if (needsBefore(settings)) {
            expectation.add(before(check.before()));
        } else {
            settings.value("equals").ifPresent(expected -> expectation.add(equal(expected)));
        }
        expectation.lookedFor.addAll(settings.texts("contains"));
        expectation.lookedFor.addAll(settings.texts("not_contains"));
        settings.texts("contains")
                .forEach(part -> expectation.add(
                        new Condition("something with " + Texts.quote(part), value -> value.contains(part))));
        settings.texts("not_contains")
                .forEach(part -> expectation.add(
                        new Condition("nothing with " + Texts.quote(part), value -> !value.contains(part))));
        settings.text("at_least")
                .map(Expectation::number)
                .ifPresent(bound -> expectation.add(new Condition(
                        "at least " + bound, value -> number(value).compareTo(bound) >= 0)));
        settings.text("at_most")
                .map(Expectation::number)
                .ifPresent(bound -> expectation.add(
                        new Condition("at most " + bound, value -> number(value).compareTo(bound) <= 0)));
        return expectation;
    }

    static boolean needsBefore(Settings settings) {
        return settings.text("equals").filter(BEFORE::equals).isPresent();
    }

    /** Numbers are equal by value (1 and 1.0); texts letter by letter, so that version 15.10 is not 15.1. */
    static boolean same(Object expected, String value) {
        if (expected instanceof Number) {
            try {
                return new BigDecimal(String.valueOf(expected)).compareTo(number(value)) == 0;
            } catch (CannotCheck | NumberFormatException noNumber) {
                return false;
            }
        }
        return String.valueOf(expected).strip().equals(value.strip());
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    String sentence(String usual) {
        return conditions.isEmpty()
                ? usual
                : String.join(
                        " and ", conditions.stream().map(Condition::sentence).toList());
    }

    Observation judge(String value, String usual) {
        boolean passed =
                conditions.stream().allMatch(condition -> condition.holds().test(value));
        return new Observation(passed, sentence(usual), got(value), value);
    }

    /** Of a page, the place that matters, not how it begins. */
    private String got(String value) {
        List<String> there = value.length() <= SHORT
                ? List.of()
                : lookedFor.stream().filter(value::contains).toList();
        return there.isEmpty()
                ? shown(value)
                : there.stream().map(part -> around(part, value)).collect(Collectors.joining(" and "));
    }

    private static String around(String part, String value) {
        int begin = value.indexOf(part);
        int from = Math.max(0, begin - AROUND);
        int to = Math.min(value.length(), begin + part.length() + AROUND);
        return Texts.quote((from == 0 ? "" : "…") + value.substring(from, to) + (to == value.length() ? "" : "…"));
    }

    static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException wrong) {
            throw new CannotCheck(Texts.quote(text) + " where a number was expected", wrong);
        }
    }

    private static String shown(String value) {
        return value.isBlank() ? "nothing" : Texts.quote(value);
    }

    private static Condition equal(Object expected) {
        return new Condition(Texts.quote(String.valueOf(expected)), value -> same(expected, value));
    }

    private static Condition before(Optional<String> before) {
        return before.map(value -> new Condition(shown(value) + " as before the upgrade", value::equals))
                .orElseGet(() ->
                        new Condition("the same as before the upgrade (which was not remembered)", value -> false));
    }

    private void add(Condition condition) {
        conditions.add(condition);
    }
}
