package org.liftlock.verification;

import java.util.Optional;

/** A type that reads one value, which is then held against what the description expects of it. */
interface ValueType extends CheckType {

    /** The value as the target gives it, before {@code match} picks a part of it. */
    String value(Check check) throws Exception;

    /** What is expected when the description names no value: "the statement runs". */
    String usualExpectation();

    @Override
    default Observation look(Check check) throws Exception {
        Expectation expectation = Expectation.of(check);
        try {
            return expectation.judge(picked(check), usualExpectation());
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (CannotCheck without) {
            return new Observation(
                    false, expectation.sentence(usualExpectation()), Texts.reason(without), without.printed());
        } catch (Exception unreadable) {
            return Observation.of(false, expectation.sentence(usualExpectation()), Texts.reason(unreadable));
        }
    }

    @Override
    default Optional<String> remember(Check check) throws Exception {
        return Expectation.needsBefore(check.settings()) ? Optional.of(picked(check)) : Optional.empty();
    }

    /** The value, or the part of it that {@code match} picks. */
    default String picked(Check check) throws Exception {
        return Picking.part(check, value(check));
    }
}
