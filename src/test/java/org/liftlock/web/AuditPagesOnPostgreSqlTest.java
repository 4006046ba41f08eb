package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class AuditPagesOnPostgreSqlTest extends AuditPagesTest {}
