package org.liftlock.erasure;

import org.liftlock.Rooms;
import org.liftlock.TestDatabases;

class ErasuresOnPostgreSqlTest extends ErasuresTest {

    @Override
    Rooms rooms() {
        return Rooms.on(TestDatabases.POSTGRESQL.migrated());
    }
}
