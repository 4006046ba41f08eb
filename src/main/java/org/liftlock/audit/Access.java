package org.liftlock.audit;

import java.util.Optional;

/**
 * That a person reads something of the record.
 *
 * @param subject the system, person or step it is about; empty when there is none, or the upgrade says it all
 * @param asked path and parameters
 */
public record Access(String person, What what, String subject, Optional<String> upgrade, Way way, String asked) {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_KEY = 40;
    private static final int LONGEST_ASKED = 1000;

    public Access {
        subject = cut(subject, LONGEST_SUBJECT);
        upgrade = upgrade.map(key -> cut(key, LONGEST_KEY));
        asked = cut(asked, LONGEST_ASKED);
    }

    /** What of the record is read. */
    public enum What {
        RECORD,
        EVIDENCE,
        EXPORT,
        SAMPLE,
        SYSTEM_HISTORY,
        PERSON_HISTORY,
        STEP_LOG,
        REPORT,
        ACCESS_LOG
    }

    /** Through which door. */
    public enum Way {
        PAGE,
        API
    }

    /** How it went. Of what is long, the beginning is written before the first byte leaves. */
    public enum Outcome {
        BEGUN,
        READ,
        REFUSED,
        NOT_FOUND,
        FAILED
    }

    private static String cut(String text, int longest) {
        String storable = text.replace('\0', '␀');
        return storable.length() <= longest ? storable : storable.substring(0, longest - 1) + "…";
    }
}
