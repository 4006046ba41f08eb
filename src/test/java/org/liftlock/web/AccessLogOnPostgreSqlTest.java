package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class AccessLogOnPostgreSqlTest extends AccessLogTest {}
