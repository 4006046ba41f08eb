package org.liftlock.inventory;

import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;

/** Says nothing of itself but one package: what else happens on the machine of the tests is not what they are about. */
final class SilentMachine implements Launcher {

    private final Supplier<String> openssl;

    SilentMachine() {
        this(() -> "");
    }

    /** @param openssl version of that package; empty for none */
    SilentMachine(Supplier<String> openssl) {
        this.openssl = openssl;
    }

    @Override
    public Reading read(Command command) {
        if (openssl.get().isEmpty() || !command.arguments().contains("look-around")) {
            return new Reading(0, "", "");
        }
        String mark = command.arguments().get(command.arguments().indexOf("look-around") + 1);
        return new Reading(0, "\n%1$s packages\nii openssl %2$s\n\n%1$s end\n".formatted(mark, openssl.get()), "");
    }

    @Override
    public LaunchReply launch(RunOrder order) {
        throw new UnsupportedOperationException("A look launches nothing");
    }

    @Override
    public Map<RunKey, RunState> observe(Collection<RunKey> keys) {
        throw new UnsupportedOperationException("A look launches nothing");
    }

    @Override
    public RunState stop(RunKey key, long token) {
        throw new UnsupportedOperationException("A look launches nothing");
    }

    @Override
    public Output output(RunKey key, long offset, int limit) {
        throw new UnsupportedOperationException("A look launches nothing");
    }
}
