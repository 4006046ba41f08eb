package org.liftlock.lifecycle;

/** The rules the product enforces, each with the sentence a person is shown beside its id. */
public enum RuleId {
    R00("No system is touched before a backup of all it touches is taken and proven restorable"),
    R01("The reason for an upgrade is stated"),
    R02("Urgency and reason decide how much control an upgrade gets"),
    R03("A new version alone is no reason"),
    R04("What is tested follows from the reason"),
    R05("The impact on the business is known"),
    R06("What there is has been recorded first"),
    R07("Configuration is compared before and after"),
    R08("Differences between nodes are found"),
    R09("Who depends on the system is known and told"),
    R10("Compatibility is checked, not assumed"),
    R11("Whether versions may be mixed is stated"),
    R12("No version is skipped that must not be skipped"),
    R13("The backup is planned"),
    R14("The backup is taken at the right moment, with writes stopped"),
    R15("Configuration is backed up as well as data"),
    R16("A backup counts only after a trial restore with its content compared"),
    R17("What can be taken back, how long that takes and what it loses is known"),
    R18("The upgrade was rehearsed"),
    R19("The rehearsal ran real work"),
    R20("Every check is known to be able to fail"),
    R21("The way back is planned"),
    R22("The way back was rehearsed and timed"),
    R23("What is hard to take back is done in stages"),
    R24("The window is long enough for the upgrade and its way back"),
    R25("The window suits users and staff"),
    R26("Nothing else changes in the window"),
    R27("Named people are reachable in the window"),
    R28("Other people than those whose work it is approve the very plan that is carried out"),
    R29("What an emergency shortens stays owed until it is reviewed"),
    R30("Users are told before"),
    R31("Nothing starts outside the window, or when too little of it is left"),
    R32("The last moment to decide is a timer with an agreed answer"),
    R33("The end of the window is a timer"),
    R34("Every step is watched against its estimate"),
    R35("A step happens at most once, and what is not known is asked"),
    R36("Core checks come first and stop the rest when they fail"),
    R37("Checks cover what users need, and the running version is read back"),
    R38("Logs are read after the upgrade"),
    R39("Users confirm that it works"),
    R40("A failed verification is decided by a person, and a rollback is verified"),
    R41("All systems that matter are raised, a pilot first"),
    R42("Before and after are compared by measurement"),
    R43("The system is watched long enough"),
    R44("Users are told after"),
    R45("Users are shown what is new to them"),
    R46("The record is complete"),
    R47("Known issues and follow-ups have an owner and a date"),
    R48("What was learned changes the next plan"),
    R49("The history cannot be changed unseen");

    private final String sentence;

    RuleId(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
