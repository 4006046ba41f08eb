package org.liftlock.launcher;

import java.nio.file.Path;
import java.util.Map;
import org.liftlock.channel.TestSshd;
import org.liftlock.security.SecretStore;

/** A target that is reached over SSH; the machine behind it is this one. */
public final class SshTarget {

    private SshTarget() {}

    /**
     * @param home of the launcher there
     * @param secrets as the environment names them: {@code LIFTLOCK_SECRET_ORDERS_DB}
     */
    public static Launcher over(TestSshd sshd, Path home, Map<String, String> secrets) {
        SecretStore store = sshd.secrets(secrets);
        return new ScriptLauncher(
                "orders", new ScriptCalls(sshd.channel(home), "sh", new LauncherScript(), store, Map.of()));
    }
}
