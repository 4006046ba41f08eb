package org.liftlock.effect;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class TakeOverOnPostgreSqlTest extends TakeOverTest {}
