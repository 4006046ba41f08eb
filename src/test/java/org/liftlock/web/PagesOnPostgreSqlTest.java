package org.liftlock.web;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class PagesOnPostgreSqlTest extends PagesTest {}
