package org.liftlock.tasks;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class QuestionsOnPostgreSqlTest extends QuestionsTest {}
