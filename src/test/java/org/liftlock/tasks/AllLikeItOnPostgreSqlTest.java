package org.liftlock.tasks;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class AllLikeItOnPostgreSqlTest extends AllLikeItTest {}
