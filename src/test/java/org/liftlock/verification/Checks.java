package org.liftlock.verification;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.liftlock.security.Secrets;
import org.mockito.Mockito;

/** Everything that makes checks, put together as the application does, over real processes and an H2. */
public final class Checks {

    public static final TargetId TARGET = TargetId.parse("localhost/orders");
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-06T02:15:00Z"), ZoneOffset.UTC);

    public final OwnTables tables = new OwnTables();
    public final KeptEvidence evidence = new KeptEvidence(tables);
    public final Launchers launchers = target -> new ProcessLauncher();

    private final Secrets secrets = secrets();
    private final TimeLimit timeLimit = new TimeLimit();
    private final HttpProbe probe = new HttpProbe();
    private final ValueTypes values = new ValueTypes(List.of(
            new HttpCheck(probe), new SqlCheck(), new CommandCheck(), new FileCheck(), new PrometheusCheck(probe)));

    public final ValueReader reader = new ValueReader(values, launchers, secrets, timeLimit);
    public final AcceptanceChecks acceptance = new AcceptanceChecks(
            new CheckConductor(
                    List.of(
                            new HttpCheck(probe),
                            new SqlCheck(),
                            new CommandCheck(),
                            new FileCheck(),
                            new TcpCheck(),
                            new DiskFreeCheck(),
                            new TlsCheck(CLOCK),
                            new LogCheck(),
                            new OidcCheck(probe, CLOCK),
                            new PrometheusCheck(probe),
                            new NewestCheck(CLOCK),
                            new RanCheck(CLOCK),
                            new MayCheck(values),
                            new MayNotCheck(new HttpCheck(probe), new SqlCheck()),
                            new VersionCheck(values)),
                    launchers,
                    secrets,
                    timeLimit),
            new Remembered(tables.jdbc(), tables.batch(), tables.transaction()),
            new CheckResults(tables.batch(), evidence, CLOCK, tables.transaction()));

    public static CheckSpec core(String id, String type, Map<String, Object> settings) {
        return new CheckSpec(id, true, type, settings, Optional.empty());
    }

    public static CheckSpec other(String id, String type, Map<String, Object> settings) {
        return new CheckSpec(id, false, type, settings, Optional.empty());
    }

    public static CheckRun acceptanceOf(CheckSpec... checks) {
        return run(Map.of(), checks);
    }

    public static CheckRun run(Map<String, CheckSpec> versions, CheckSpec... checks) {
        return new CheckRun(
                OwnTables.UPGRADE,
                Optional.of("unit-1"),
                Optional.empty(),
                CheckPurpose.ACCEPTANCE,
                TARGET,
                List.of(checks),
                versions);
    }

    /** The answer of one check. */
    public CheckResult answer(CheckSpec check) {
        return acceptance.run(acceptanceOf(check)).results().get(0);
    }

    /** Whether a check, taken for a core check, notices that the system is stopped (R20). */
    public boolean noticesStop(CheckSpec check) {
        return acceptance.proveChecksCanFail(acceptanceOf(check)).proven();
    }

    private static Secrets secrets() {
        Map<String, String> known = Map.of("secret:orders-db", "wOnderful-9", "secret:probe", "tOken-77");
        Secrets secrets = Mockito.mock(Secrets.class);
        Mockito.when(secrets.reveal(Mockito.anyString()))
                .thenAnswer(call -> Optional.ofNullable(known.get(call.<String>getArgument(0)))
                        .orElseThrow(() -> new IllegalStateException(call.getArgument(0) + " is missing")));
        return secrets;
    }
}
