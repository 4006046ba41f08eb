package org.liftlock;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.liftlock.process.DomainTime;
import org.liftlock.process.EngineClocks;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The engine's clock is one for the whole JVM: no test may leave it moved for the next, and none trusts the one before. */
class PutClockBack implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        putBack(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        putBack(context);
    }

    private static void putBack(ExtensionContext context) {
        SpringExtension.getApplicationContext(context).getBean(DomainTime.class).reset();
        EngineClocks.putBack();
    }
}
