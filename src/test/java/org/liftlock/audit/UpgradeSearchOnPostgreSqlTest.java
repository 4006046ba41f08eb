package org.liftlock.audit;

import org.liftlock.Rooms;
import org.liftlock.TestDatabases;

class UpgradeSearchOnPostgreSqlTest extends UpgradeSearchTest {

    private static final class Shared {
        private static final Rooms ROOMS = Rooms.on(TestDatabases.POSTGRESQL.migrated());
    }

    @Override
    Rooms rooms() {
        Rooms rooms = Shared.ROOMS;
        rooms.jdbc.sql("truncate upgrade, search_term, ledger_entry cascade").update();
        rooms.jdbc.sql("update search_state set seq = 0").update();
        rooms.jdbc.sql("update record_head set seq = 0").update();
        return rooms;
    }
}
