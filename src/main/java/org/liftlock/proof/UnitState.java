package org.liftlock.proof;

/** What is told apart about one unit of change. */
final class UnitState {

    private UnitState() {}

    /** How the system is, compared with what was backed up. */
    enum State {
        AS_IT_WAS,
        /** Apply runs for the first time, and may still be refused. */
        PERHAPS_CHANGED,
        CHANGED,
        CHECKS_FAILED,
        /** A person has decided about failed checks. */
        DECIDED_ON,
        CHECKS_PASSED,
        GOING_BACK,
        TAKEN_BACK,
        STILL_NOT_AS_BEFORE,
        /** A person has taken over what could not be taken back. */
        HANDED_OVER
    }

    enum Backup {
        NONE,
        TAKEN,
        PROVEN
    }

    enum Users {
        IN,
        /** On the way out or in: nobody can say that nothing is written. */
        BETWEEN,
        OUT,
        HANDED_OVER
    }

    enum Brackets {
        CLOSED,
        OPEN,
        HANDED_OVER
    }

    enum Stop {
        NOT_ORDERED,
        NOT_CONFIRMED
    }

    /** What went wrong last, about which a person is asked next. */
    enum Trouble {
        NONE,
        RESUME,
        WAY_BACK,
        BRACKETS
    }

    /** Whether a person has said last that something is to be done again. */
    enum Repeat {
        NOT_ORDERED,
        ORDERED
    }

    enum Purpose {
        REAL,
        REHEARSAL
    }
}
