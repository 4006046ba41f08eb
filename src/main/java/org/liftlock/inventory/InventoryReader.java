package org.liftlock.inventory;

import java.util.List;
import org.springframework.stereotype.Service;

/** Reads the inventory of a target and keeps it. What was read earlier for the same moment is replaced. */
@Service
public class InventoryReader {

    private final InventoryScan scan;
    private final Snapshots snapshots;
    private final States states;

    InventoryReader(InventoryScan scan, Snapshots snapshots, States states) {
        this.scan = scan;
        this.snapshots = snapshots;
        this.states = states;
    }

    /** What cannot be read is part of the inventory, as {@link Category#UNREADABLE}. */
    public List<InventoryReading> capture(InventoryRequest request) {
        Look look = states.look(request);
        Scan found = scan.of(request.what(), look.knownFiles());
        snapshots.save(request, found.readings());
        states.save(look, found);
        return found.readings();
    }

    /** Only which versions run there. Why one cannot be read is part of what is kept. */
    public List<InventoryReading> captureVersions(InventoryRequest request) {
        List<InventoryReading> readings = scan.versions(request.what());
        snapshots.save(request, readings);
        return List.copyOf(readings);
    }
}
