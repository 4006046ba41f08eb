package org.liftlock.verification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.CheckSpec;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.TargetId;
import org.liftlock.security.SecretUse;
import org.liftlock.security.Secrets;
import org.springframework.stereotype.Service;

/** Reads one value of a target as a description tells: a version, a count, a figure. */
@Service
public class ValueReader {

    private final ValueTypes types;
    private final Launchers launchers;
    private final Secrets secrets;
    private final TimeLimit timeLimit;

    ValueReader(ValueTypes types, Launchers launchers, Secrets secrets, TimeLimit timeLimit) {
        this.types = types;
        this.launchers = launchers;
        this.secrets = secrets;
        this.timeLimit = timeLimit;
    }

    /** For one who reads outside of the server. */
    public static ValueReader over(Launchers launchers, Secrets secrets) {
        HttpProbe probe = new HttpProbe();
        return new ValueReader(
                new ValueTypes(List.of(
                        new HttpCheck(probe),
                        new SqlCheck(),
                        new CommandCheck(),
                        new FileCheck(),
                        new PrometheusCheck(probe))),
                launchers,
                secrets,
                new TimeLimit());
    }

    /** @throws CannotCheck when the value cannot be read; the message says why, and holds no secret */
    public String read(CheckSpec reading, TargetId target) {
        return SecretUse.of("system", "reading " + target).unlessSaid(() -> readNow(reading, target));
    }

    private String readNow(CheckSpec reading, TargetId target) {
        UsedSecrets used = new UsedSecrets(secrets);
        Check check = new Check(
                reading, new Settings(reading), target, () -> launchers.of(target), used, Map.of(), Optional.empty());
        try {
            ValueType type = types.forReading(reading);
            return used.mask(timeLimit.within(check.limit(), () -> type.picked(check)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CannotCheck("nothing: the reading was stopped before its end", stopped);
        } catch (Exception problem) {
            throw new CannotCheck(used.mask(Texts.reason(problem)));
        }
    }
}
