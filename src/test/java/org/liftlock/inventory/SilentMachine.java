package org.liftlock.inventory;

import java.util.Collection;
import java.util.Map;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.LaunchReply;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.RunKey;
import org.liftlock.launcher.RunOrder;
import org.liftlock.launcher.RunState;

/** Says nothing of itself: what else happens on the machine of the tests is not what they are about. */
final class SilentMachine implements Launcher {

    @Override
    public Reading read(Command command) {
        return new Reading(0, "", "");
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
