package org.liftlock.proof;

import static org.liftlock.proof.Aspect.SAFETY;
import static org.liftlock.proof.Aspect.SOUNDNESS;

/** What is proved, with what to do when it does not hold. */
enum Rule {
    SUPPORTED(
            SOUNDNESS,
            "supported",
            "Draw it with elements the proof knows: tasks, gateways, events, subprocesses," + " call activities."),
    TOO_LARGE(SOUNDNESS, "too-large", "Split the model, or have fewer branches run at the same time."),
    CAN_FINISH(SOUNDNESS, "can-always-finish", "Give every path from here a way to an end event."),
    NO_DEADLOCK(SOUNDNESS, "no-deadlock", "Let what was split by a gateway be joined by a gateway of the same kind."),
    WAY_ON(SOUNDNESS, "way-on", "Give the gateway a default flow, or a flow for this case."),
    ONE_TOKEN(SOUNDNESS, "one-at-a-time", "Join parallel branches with a parallel gateway before they go on together."),
    NO_DEAD_ELEMENT(SOUNDNESS, "no-dead-element", "Connect it with a path that can be taken, or remove it."),
    ENDLESS(
            SOUNDNESS,
            "endless-circle",
            "Let a step on the circle write what its gateway asks for, or let a person or a timer wait there."),
    CAUGHT(SOUNDNESS, "errors-are-caught", "Attach an error boundary event with this code to what encloses it."),

    EXPLICIT_END(SOUNDNESS, "explicit-end", "Draw the flow that leads on, or an end event."),
    WRITTEN(SOUNDNESS, "written-before-read", "Let a step before it write the variable, or ask for another one."),

    CALLED(SAFETY, "called-model", "Give the called model together with this one, and bind it by deployment."),

    R00(
            SAFETY,
            "R00",
            "Lead every path to the apply step through \"Back up\" and a passed \"Verify backup\" of the"
                    + " same unit; after a resume or a rollback, through both again."),
    R06(SAFETY, "R06", "Lead every path to \"Seal plan\" through \"Capture inventory\"."),
    R14(SAFETY, "R14", "Back up, and restore, only after the system was made quiet and before anything was changed."),
    R20(SAFETY, "R20", "Prove that checks can fail only in a rehearsal."),
    R22(SAFETY, "R22", "End every rehearsal that was applied with the way back."),
    R28(SAFETY, "R28", "Lead every path to this step through the approval of the sealed plan."),
    R30(SAFETY, "R30", "Lead every path to the window through \"Announce upgrade\"."),
    R31(SAFETY, "R31", "Lead every path to this step through \"Check go-ahead\", with its answer yes."),
    R35(
            SAFETY,
            "R35",
            "Cut steps of a target with \"Stop ordered\" only, followed at once by \"Stop running step\","
                    + " go on only when it is certain that nothing runs, and apply again only when a person has said so."),
    R36(
            SAFETY,
            "R36",
            "Run the acceptance checks after every apply, before users are let in and before the unit ends."),
    R39(SAFETY, "R39", "Lead every path to the step that destroys the way back through the sign-off."),
    R40(
            SAFETY,
            "R40",
            "Let a person decide on failed checks, with the way back among the answers, and verify every"
                    + " rollback before users are let in."),
    R43(SAFETY, "R43", "Lead every path to the step that destroys the way back through \"Compare with baseline\"."),
    QUIESCE_UNDONE(
            SAFETY,
            "quiesce-is-undone",
            "Lead every path from here through \"Resume system\", and ask a person" + " when it fails."),
    BRACKET_UNDONE(
            SAFETY,
            "bracket-is-undone",
            "Lead every path from here through \"Close brackets\", and ask a person" + " when it fails."),
    ONE_UNIT(
            SAFETY,
            "one-unit-at-a-time",
            "Put the steps of one unit into a process of their own, and call it once for" + " each unit.");

    private final Aspect aspect;
    private final String id;
    private final String remedy;

    Rule(Aspect aspect, String id, String remedy) {
        this.aspect = aspect;
        this.id = id;
        this.remedy = remedy;
    }

    Aspect aspect() {
        return aspect;
    }

    String id() {
        return id;
    }

    String remedy() {
        return remedy;
    }
}
