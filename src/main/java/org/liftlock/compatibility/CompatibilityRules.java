package org.liftlock.compatibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Dependency;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.lifecycle.Finding;
import org.liftlock.lifecycle.Finding.Severity;
import org.liftlock.lifecycle.Findings;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.Upgrade;
import org.liftlock.lifecycle.Upgrades;
import org.liftlock.naming.SystemId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Compares what the description demands with the versions read back. */
@Component
class CompatibilityRules {

    private static final String ORIGIN = "check-compatibility";

    private final Upgrades upgrades;
    private final Findings findings;
    private final JdbcClient jdbc;

    CompatibilityRules(Upgrades upgrades, Findings findings, JdbcClient jdbc) {
        this.upgrades = upgrades;
        this.findings = findings;
        this.jdbc = jdbc;
    }

    void check(String upgradeKey) {
        Upgrade upgrade = upgrades.find(upgradeKey);
        UpgradeDescription description = upgrades.describe(upgradeKey);
        List<Finding> found = new ArrayList<>();
        add(
                RuleId.R12,
                "version",
                UpgradePath.parse(List.of()).check(upgrade.fromVersion(), upgrade.toVersion()),
                found);
        for (Dependency dependency : description.systemDescription().dependsOn()) {
            add(
                    RuleId.R10,
                    dependency.system().value(),
                    Requirement.of(description.system().value(), dependency).against(installed(dependency.system())),
                    found);
        }
        findings.replace(upgradeKey, ORIGIN, found);
    }

    private static void add(RuleId rule, String subject, Compatibility result, List<Finding> found) {
        if (result instanceof Compatibility.Incompatible no) {
            found.add(new Finding(rule, Severity.BLOCKS, ORIGIN, subject, no.sentence(), no.remedy()));
        } else if (result instanceof Compatibility.Unknown unknown) {
            found.add(new Finding(rule, Severity.WARNS, ORIGIN, subject, unknown.sentence(), unknown.remedy()));
        }
    }

    /** What the last upgrade of the other system that was raised has left there. */
    private Optional<String> installed(SystemId system) {
        return jdbc.sql("""
                        select to_version from upgrade where system_id = ? and outcome in ('RAISED', 'WITH_KNOWN_ISSUES')
                        order by requested_at desc fetch first 1 rows only
                        """).param(system.value()).query(String.class).optional();
    }
}
