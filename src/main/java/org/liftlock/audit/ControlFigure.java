package org.liftlock.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.lifecycle.RuleId;

/** What a control report counts. Each stands for the upgrades it counts. */
public enum ControlFigure {
    REQUESTED("Asked for in the period", RuleId.R01, Must.NOTHING),
    OPEN("Still open", RuleId.R46, Must.NOTHING),
    FINISHED("Finished", RuleId.R46, Must.NOTHING),
    CANCELLED("Cancelled by somebody", RuleId.R46, Must.NOTHING),
    STARTED("Started: something was stopped, backed up or applied", RuleId.R31, Must.NOTHING),
    APPROVED_BEFORE_START("Approved before the start", RuleId.R28, Must.BE_ALL),
    NOT_APPROVED_BEFORE_START("Started without the approval it needed", RuleId.R28, Must.BE_NONE),
    EMERGENCIES("Emergencies", RuleId.R29, Must.NOTHING),
    REVIEWED_IN_TIME("Emergencies whose shortcuts were all reviewed in time", RuleId.R29, Must.NOTHING),
    REVIEWED_LATE("Emergencies reviewed late", RuleId.R29, Must.BE_NONE),
    EXCEPTIONS("With an exception or a shortcut", RuleId.R29, Must.NOTHING),
    OVERDUE_REVIEWS("Overdue: reviews of exceptions and shortcuts", RuleId.R29, Must.BE_NONE),
    OVERDUE_FOLLOW_UPS("Overdue: follow-ups and known issues", RuleId.R47, Must.BE_NONE),
    OVERDUE_SIGN_OFFS("Overdue: sign-offs", RuleId.R39, Must.BE_NONE),
    ROLLED_BACK("Taken back, wholly or in part", RuleId.R40, Must.NOTHING),
    UNPROVEN_BACKUPS("Changed a target with a backup that was never proven", RuleId.R16, Must.BE_NONE);

    /** What an auditor expects of it. */
    public enum Must {
        NOTHING,
        BE_ALL,
        BE_NONE
    }

    private final String title;
    private final RuleId rule;
    private final Must must;

    ControlFigure(String title, RuleId rule, Must must) {
        this.title = title;
        this.rule = rule;
        this.must = must;
    }

    public String title() {
        return title;
    }

    public RuleId rule() {
        return rule;
    }

    public Must must() {
        return must;
    }

    /** As addresses and files name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ControlFigure> ofKey(String key) {
        return Stream.of(values()).filter(figure -> figure.key().equals(key)).findFirst();
    }

    /** Of which it is a part. */
    ControlFigure whole() {
        return switch (this) {
            case APPROVED_BEFORE_START, NOT_APPROVED_BEFORE_START, ROLLED_BACK, UNPROVEN_BACKUPS -> STARTED;
            case REVIEWED_IN_TIME, REVIEWED_LATE -> EMERGENCIES;
            default -> REQUESTED;
        };
    }
}
