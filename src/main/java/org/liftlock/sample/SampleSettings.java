package org.liftlock.sample;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be said about the sample, as {@code liftlock.sample.*}.
 *
 * @param reset throws the sample away at start and makes it anew
 * @param keepRunning leaves the services running when the application ends
 * @param stagingPort port wanted for staging; another is taken when it is not free
 * @param productionPort port wanted for production; another is taken when it is not free
 * @param timeZone zone of the sample's site; that of this machine unless set
 */
@ConfigurationProperties("liftlock.sample")
record SampleSettings(
        @DefaultValue("false") boolean reset,
        @DefaultValue("false") boolean keepRunning,
        @DefaultValue("8091") int stagingPort,
        @DefaultValue("8092") int productionPort,
        @DefaultValue("UTC") ZoneId timeZone) {}
