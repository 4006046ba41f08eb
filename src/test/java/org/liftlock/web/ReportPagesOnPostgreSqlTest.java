package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class ReportPagesOnPostgreSqlTest extends ReportPagesTest {}
