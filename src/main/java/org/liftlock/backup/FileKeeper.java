package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.naming.Digest;

/** Stores that are files in the end: archived, unpacked into scratch, and put back beside their place and renamed. */
final class FileKeeper implements StoreKeeper {

    private final StoreTool tool;
    private final StoreWork work;

    FileKeeper(StoreTool tool, Clock clock) {
        this.tool = tool;
        this.work = new StoreWork(tool, clock);
    }

    @Override
    public void check(BackupOrder order) {
        tool.paths(order);
    }

    @Override
    public BackupReceipt backUp(BackupOrder order) {
        return work.backUp(order);
    }

    @Override
    public TrialReport verify(BackupOrder order, BackupReceipt receipt) {
        return new TrialRestore(tool, work).run(order, receipt);
    }

    @Override
    public Digest content(BackupOrder order) throws IOException {
        return work.live(order).all();
    }

    @Override
    public List<String> restore(Path folder, Digest manifest, Supplier<StoreSpec> store) {
        return new RestoreInPlace(folder, manifest).run();
    }
}
