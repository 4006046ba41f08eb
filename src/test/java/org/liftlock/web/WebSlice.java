package org.liftlock.web;

<<<<<<< HEAD
import org.liftlock.closing.UpgradeRecords;
=======
import org.liftlock.planning.MeasuredParts;
>>>>>>> 3ec43a3bbfe0abcd945411f8331698d60cb42a06
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** The rooms of the application a page needs: no workers, no launcher, no sample services. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan({
    "org.liftlock.process",
    "org.liftlock.descriptor",
    "org.liftlock.security",
    "org.liftlock.web",
    "org.liftlock.record"
})
@ComponentScan(
        basePackages = "org.liftlock.lifecycle",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
<<<<<<< HEAD
                        pattern =
                                ".*\\.(Upgrade(Overview|Rows|Diagrams)|StoryRows|AttentionRows|EngineTrace|Upgrades|Debts|StoppedSteps)"))
@Import({OrderDesk.class, UpgradeRecords.class, SilentInterventions.class})
=======
                        pattern = ".*\\.(Upgrade(Overview|Rows|Diagrams)|StoryRows|AttentionRows|EngineTrace)"))
@Import({OrderDesk.class, SilentInterventions.class, MeasuredParts.class})
>>>>>>> 3ec43a3bbfe0abcd945411f8331698d60cb42a06
class WebSlice {}
