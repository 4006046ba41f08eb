package org.liftlock.web;

import org.liftlock.assessment.LoweredLevels;
import org.liftlock.closing.EnginePath;
import org.liftlock.closing.UpgradeRecords;
import org.liftlock.intervention.EvidenceFiles;
import org.liftlock.ledger.LedgerState;
import org.liftlock.live.PrintingTarget;
import org.liftlock.planning.MeasuredParts;
import org.liftlock.planning.Plans;
import org.liftlock.planning.RecurringWindows;
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
    "org.liftlock.audit",
    "org.liftlock.calendar",
    "org.liftlock.document",
    "org.liftlock.erasure",
    "org.liftlock.web",
    "org.liftlock.record",
    "org.liftlock.proposal",
    "org.liftlock.live"
})
@ComponentScan(
        basePackages = "org.liftlock.lifecycle",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                ".*\\.(Upgrade(Overview|Rows|Diagrams)|StoryRows|AttentionRows|EngineTrace|Upgrades|Debts|StoppedSteps|LeftOpen|StepDurations|Editors)"))
@ComponentScan(
        basePackages = "org.liftlock.inventory",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern =
                                ".*\\.(InventoryOverview|Dependants|OutsideChanges|States|Snapshots|Peers|KeptDrift|Drift)"))
@ComponentScan(
        basePackages = "org.liftlock.template",
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = ".*\\.(Templates|StandardChanges|TemplateUses)"))
@ComponentScan(
        basePackages = "org.liftlock.ledger",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LedgerState.class))
@Import({
    EvidenceFiles.class,
    LoweredLevels.class,
    OrderDesk.class,
    EnginePath.class,
    UpgradeRecords.class,
    SilentInterventions.class,
    MeasuredParts.class,
    Plans.class,
    RecurringWindows.class,
    PrintingTarget.class
})
class WebSlice {}
