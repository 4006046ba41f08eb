package org.liftlock.effect;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class StepOpeningOnPostgreSqlTest extends StepOpeningTest {}
