package org.liftlock.tasks;

import java.util.Optional;
import org.liftlock.record.Journal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is hit by an upgrade, when, and how badly, as a person has judged it (R05). */
@Component
class Impacts {

    private static final String KIND = "impact";
    private static final int LONGEST = 1_900;

    private final JdbcClient jdbc;
    private final Journal journal;

    Impacts(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    Optional<String> newest(String upgradeKey) {
        return jdbc.sql("select sentence from record_entry where upgrade_key = ? and kind = ? order by seq desc"
                        + " fetch first 1 rows only")
                .param(upgradeKey)
                .param(KIND)
                .query(String.class)
                .optional();
    }

    /** An impact that was judged the same before is not written twice. */
    void judge(String upgradeKey, String impact, String by) {
        String kept = impact.length() <= LONGEST ? impact : impact.substring(0, LONGEST) + "…";
        if (newest(upgradeKey).filter(kept::equals).isEmpty()) {
            journal.tell(
                    Optional.of(upgradeKey), by, KIND, Optional.of("R05"), kept, Optional.of(journal.keep(impact)));
        }
    }
}
