package org.liftlock.process;

import java.sql.SQLException;

/** A database this application must not or cannot work with. The start ends here, with what to do about it. */
public final class UnusableDatabase extends RuntimeException {

    private final String remedy;

    UnusableDatabase(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    private UnusableDatabase(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }

    static UnusableDatabase because(SQLException cause) {
        DatabaseTrouble trouble = DatabaseTrouble.of(cause);
        return new UnusableDatabase(trouble.sentence(), trouble.remedy(), cause);
    }
}
