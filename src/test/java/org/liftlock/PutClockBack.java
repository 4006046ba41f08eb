package org.liftlock;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.liftlock.process.DomainTime;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The engine's clock is one for the whole JVM: no test may leave it moved for the next. */
class PutClockBack implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        SpringExtension.getApplicationContext(context).getBean(DomainTime.class).reset();
    }
}
