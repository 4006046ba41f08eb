package org.liftlock.effect;

import org.liftlock.OnPostgreSql;

@OnPostgreSql
class EffectProtocolOnPostgreSqlTest extends EffectProtocolTest {}
