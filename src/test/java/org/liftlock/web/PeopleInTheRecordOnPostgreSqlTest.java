package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class PeopleInTheRecordOnPostgreSqlTest extends PeopleInTheRecordTest {}
