package org.liftlock.process;

import java.util.Locale;

/** The steps that touch the world: external tasks, named by their topic. */
public enum Topic {
    CAPTURE_INVENTORY(Kind.READING),
    REMIND_ASSESSOR(Kind.SENDING),
    REMIND_APPROVERS(Kind.SENDING),
    ESCALATE_APPROVAL(Kind.SENDING),
    ANNOUNCE_UPGRADE(Kind.SENDING),
    /** Before the window for all units at once; in a rehearsal for its own. */
    FETCH_ARTEFACTS(Kind.BESIDE),
    /** Before the window for all units at once: the first of two steps in which a large store is proven. */
    PREPARE_BACKUPS(Kind.BESIDE),
    ESCALATE_READINESS(Kind.SENDING),
    ESCALATE_TO_DECIDER(Kind.SENDING),
    REMIND_REPRESENTATIVES(Kind.SENDING),
    REBUILD_WHAT_WAS_HELD(Kind.FORWARD),
    FINISH_CHANGE(Kind.FORWARD),
    TELL_USERS(Kind.SENDING),

    TAKE_BASELINE(Kind.READING),
    OPEN_BRACKETS(Kind.FORWARD),
    QUIESCE_SYSTEM(Kind.FORWARD),
    BACK_UP(Kind.FORWARD),
    VERIFY_BACKUP(Kind.READING),
    APPLY_UPGRADE(Kind.FORWARD),
    REBOOT_TARGET(Kind.FORWARD),
    RUN_ACCEPTANCE_CHECKS(Kind.READING),
    PROVE_CHECKS_CAN_FAIL(Kind.FORWARD),
    RESUME_SYSTEM(Kind.PROTECTIVE),
    RESUME_SYSTEM_UNCHANGED(Kind.PROTECTIVE),
    CLOSE_BRACKETS(Kind.PROTECTIVE),
    STOP_RUNNING_STEP(Kind.PROTECTIVE),
    ESCALATE_CONFIRMATION(Kind.SENDING),

    OPEN_BRACKETS_BEFORE_GOING_BACK(Kind.PROTECTIVE),
    QUIESCE_BEFORE_GOING_BACK(Kind.PROTECTIVE),
    ROLL_BACK(Kind.PROTECTIVE),
    REBOOT_AFTER_GOING_BACK(Kind.PROTECTIVE),
    VERIFY_ROLLBACK(Kind.PROTECTIVE),
    RESUME_AFTER_GOING_BACK(Kind.PROTECTIVE),
    ESCALATE_FAILED_ROLLBACK(Kind.SENDING),

    COMPARE_WITH_BASELINE(Kind.READING),
    ESCALATE_DISTURBANCE(Kind.SENDING);

    /** Which gates a step has to pass, and whether it may be cut off. */
    public enum Kind {
        /** Refused when the window, a freeze, the approval or a directive forbids it. */
        FORWARD,
        /** Never refused for a closed window or a revoked approval. */
        PROTECTIVE,
        /** Writes to targets beside what runs. Refused by a directive alone; may be repeated and interrupted. */
        BESIDE,
        /** May be repeated and interrupted. */
        READING,
        /** Leaves a message in the outbox; may be repeated. */
        SENDING
    }

    private final Kind kind;

    Topic(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** As the models write it, which is also the element's id: {@code verify-backup}. */
    public String topic() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the model keeps the outcome when a gateway asks for it: {@code verifyBackupOutcome}. */
    public String outcomeVariable() {
        return UpgradeProcess.camelCase(name()) + "Outcome";
    }
}
