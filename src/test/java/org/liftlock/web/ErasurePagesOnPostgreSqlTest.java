package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class ErasurePagesOnPostgreSqlTest extends ErasurePagesTest {}
