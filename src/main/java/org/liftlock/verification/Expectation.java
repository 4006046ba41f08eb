package org.liftlock.verification;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a description expects of a value: {@code equals}, {@code contains}, {@code not_contains}, {@code at_least},
 * {@code at_most}; all that are named must hold. {@code equals: before} is the value remembered from before the upgrade.
 */
final class Expectation {

    private static final String BEFORE = "before";

    private record Condition(String sentence, Predicate<String> holds) {}

    private final List<Condition> conditions = new ArrayList<>();

    private Expectation() {}

    static Expectation of(Check check) {
        Settings settings = check.settings();
        Expectation expectation = new Expectation();
        if (needsBefore(settings)) {
            expectation.add(before(check.before()));
        } else {
            settings.value("equals").ifPresent(expected -> expectation.add(equal(expected)));
        }
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

    String sentence(String usual) {
        return conditions.isEmpty()
                ? usual
                : String.join(
                        " and ", conditions.stream().map(Condition::sentence).toList());
    }

    Observation judge(String value, String usual) {
        boolean passed =
                conditions.stream().allMatch(condition -> condition.holds().test(value));
        return new Observation(passed, sentence(usual), shown(value), value);
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
