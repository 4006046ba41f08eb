package org.liftlock.web;

import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.intervention.Intervention;
import org.liftlock.security.Member;

/** The words around an intervention on pages; what it leads to is told by the room that does it. */
enum StepIn {
    CANCEL(
            Intervention.CANCEL,
            "Cancel this upgrade",
            "It does not take place; what has begun is stopped and taken back.",
            "Why is it cancelled?",
            "It is cancelled. What follows is shown here."),
    REVOKE_APPROVAL(
            Intervention.REVOKE_APPROVAL,
            "Take the approval back",
            "Nothing more of it starts until a plan is approved anew.",
            "Why does the approval no longer hold?",
            "The approval is taken back. What follows is shown here."),
    REPORT_TROUBLE(
            Intervention.REPORT_TROUBLE,
            "Report trouble",
            "Something does not work since it was raised; the decider is asked.",
            "What does not work, for whom, since when?",
            "Your report is noted, and the decider is asked.");

    private final Intervention intervention;
    private final String title;
    private final String brief;
    private final String question;
    private final String done;

    StepIn(Intervention intervention, String title, String brief, String question, String done) {
        this.intervention = intervention;
        this.title = title;
        this.brief = brief;
        this.question = question;
        this.done = done;
    }

    static Optional<StepIn> of(String word) {
        return Stream.of(values()).filter(one -> one.getWord().equals(word)).findFirst();
    }

    Intervention intervention() {
        return intervention;
    }

    boolean allowedTo(Member person) {
        return switch (this) {
            case CANCEL -> person.mayCancel();
            case REVOKE_APPROVAL -> person.mayRevoke();
            case REPORT_TROUBLE -> person.mayReport();
        };
    }

    /** As addresses write it: "report-trouble". */
    public String getWord() {
        return name().toLowerCase().replace('_', '-');
    }

    public String getTitle() {
        return title;
    }

    public String getBrief() {
        return brief;
    }

    public String getQuestion() {
        return question;
    }

    public String getDone() {
        return done;
    }
}
