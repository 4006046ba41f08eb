package org.liftlock.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.naming.SystemId;

/** A backup of the order service that something happens to before it is verified, and backups it may be mistaken for. */
public final class SuspectBackup {

    /** What happens to it. */
    public enum Damage {
        FLIPPED_BIT,
        TRUNCATED,
        EMPTIED,
        MISSING,
        GROWN,
        OLD_ARCHIVE,
        OLD_BACKUP,
        EARLIER_POINT_IN_TIME,
        EARLIER_UPGRADE,
        ARCHIVE_OF_ANOTHER_SYSTEM,
        BACKUP_OF_ANOTHER_SYSTEM,
        BACKUP_OF_ANOTHER_SYSTEM_CLAIMED_AS_OURS,
        BACKUP_OF_ANOTHER_ENVIRONMENT
    }

    private static final SystemId ORDERS = new SystemId("order-service");
    private static final String PRODUCTION = "production";

    private final String provider;
    private final Path shelves;
    private final OrderService service;
    private final BackupOrder order;
    private final BackupReceipt receipt;

    private SuspectBackup(String provider, Path folder) throws Exception {
        this.provider = provider;
        this.shelves = folder;
        this.service = system(folder.resolve("ours"), 200);
        this.order = order(service, ORDERS, PRODUCTION, "UPG-2026-0007", OrderService.STOPPED_AT);
        shelve("old", service, order);
        shelve("earlier-point", service, order(service, ORDERS, PRODUCTION, "UPG-2026-0007", before(60)));
        shelve("earlier-upgrade", service, order(service, ORDERS, PRODUCTION, "UPG-2026-0006", before(86_400)));
        change(service);
        shelve("environment", service, order(service, ORDERS, "staging", "UPG-2026-0007", OrderService.STOPPED_AT));
        OrderService invoices = system(folder.resolve("theirs"), 300);
        shelve(
                "system",
                invoices,
                order(invoices, new SystemId("invoice-service"), PRODUCTION, "UPG-2026-0007", OrderService.STOPPED_AT));
        this.receipt = shelve("good", service, order);
        putBack();
    }

    /** @param provider "h2", "files" or "command" */
    public static SuspectBackup by(String provider, Path folder) throws Exception {
        return new SuspectBackup(provider, Files.createDirectories(folder).toRealPath());
    }

    private static Instant before(long seconds) {
        return OrderService.STOPPED_AT.minusSeconds(seconds);
    }

    // The systems

    private OrderService system(Path folder, int orders) throws Exception {
        OrderService system = OrderService.in(Files.createDirectories(folder));
        Path documents = Files.createDirectories(system.home.resolve("documents/2026"));
        for (int number = 1; number <= 5; number++) {
            Files.writeString(documents.resolve("order-" + number + ".txt"), ("tea " + orders + "\n").repeat(number));
        }
        return provider.equals("h2") ? system.withOrders(orders) : system;
    }

    /** What users did before writes were stopped. */
    private void change(OrderService system) throws Exception {
        if (provider.equals("h2")) {
            system.sql("insert into orders (customer_id, amount) values (1, 412)");
        } else {
            Files.writeString(system.home.resolve("documents/2026/order-6.txt"), "toast\n");
        }
    }

    private StoreSpec store(OrderService system) {
        String documents = system.home.resolve("documents").toString();
        String dump = system.home.resolve("dump.tar").toString();
        return switch (provider) {
            case "h2" -> system.ordersStore();
            case "files" -> OrderService.store("orders", "files", Map.of("paths", List.of(documents)));
            case "command" ->
                OrderService.store(
                        "orders",
                        "command",
                        Map.of(
                                "file", dump,
                                "backup", List.of(Command.of("tar", "-cf", dump, "-C", documents, ".")),
                                "verify",
                                        List.of(
                                                Command.of("tar", "-xf", dump, "-C", "${scratch}"),
                                                Command.of("diff", "-r", documents, "${scratch}")),
                                "restore", List.of(Command.of("tar", "-xf", dump, "-C", documents))));
            default -> throw new IllegalArgumentException("There is no provider " + provider);
        };
    }

    private BackupOrder order(
            OrderService system, SystemId id, String environment, String upgrade, Instant pointInTime) {
        return new BackupOrder(
                upgrade,
                upgrade + ".u1",
                1,
                new ItemName(id, environment, "orders"),
                OrderService.targetId(),
                store(system),
                "1.0",
                system.backups(),
                "service stopped",
                pointInTime);
    }

    // Shelves: each holds the files of one backup

    private BackupReceipt shelve(String shelf, OrderService system, BackupOrder ordered) throws IOException {
        BackupReceipt taken = system.backUp(ordered);
        Path place = Files.createDirectories(shelves.resolve(shelf));
        for (Path file : files(system, ordered)) {
            copy(file, place.resolve(file.getFileName()));
        }
        Tree.delete(ordered.folder());
        return taken;
    }

    /** The archive first, then what is said about it. */
    private List<Path> files(OrderService system, BackupOrder ordered) {
        return List.of(
                provider.equals("command")
                        ? system.home.resolve("dump.tar")
                        : ordered.folder().resolve(Archive.FILE),
                ordered.folder().resolve(Manifest.FILE),
                ordered.folder().resolve(BackupReceipt.FILE));
    }

    private void place(String shelf) throws IOException {
        Files.createDirectories(order.folder());
        for (Path file : files(service, order)) {
            copy(shelves.resolve(shelf).resolve(file.getFileName()), file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    // What happens

    /** @return what was done, in words */
    public String suffer(Damage damage, Random random) throws IOException {
        Path archive = files(service, order).get(0);
        Path hit = files(service, order).get(random.nextInt(3));
        switch (damage) {
            case FLIPPED_BIT, TRUNCATED -> hit = disfigure(damage, random);
            case EMPTIED -> Files.write(hit, new byte[0]);
            case MISSING -> Files.delete(hit);
            case GROWN -> Files.write(hit = archive, grown(archive, random));
            case OLD_ARCHIVE -> copy(shelves.resolve("old").resolve(archive.getFileName()), hit = archive);
            case OLD_BACKUP -> place("old");
            case EARLIER_POINT_IN_TIME -> place("earlier-point");
            case EARLIER_UPGRADE -> place("earlier-upgrade");
            case ARCHIVE_OF_ANOTHER_SYSTEM ->
                copy(shelves.resolve("system").resolve(archive.getFileName()), hit = archive);
            case BACKUP_OF_ANOTHER_SYSTEM -> place("system");
            case BACKUP_OF_ANOTHER_SYSTEM_CLAIMED_AS_OURS -> claim();
            case BACKUP_OF_ANOTHER_ENVIRONMENT -> place("environment");
        }
        return provider + ", " + damage + (damage.compareTo(Damage.OLD_BACKUP) < 0 ? " " + hit.getFileName() : "");
    }

    /** Never a receipt that says after it what it said before: that one is not damaged. */
    private Path disfigure(Damage damage, Random random) throws IOException {
        while (true) {
            Path hit = files(service, order).get(random.nextInt(3));
            byte[] content = Files.readAllBytes(hit);
            if (damage == Damage.FLIPPED_BIT) {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                content = Arrays.copyOf(content, random.nextInt(content.length));
            }
            Files.write(hit, content);
            if (!hit.endsWith(BackupReceipt.FILE) || !received().equals(Optional.of(receipt))) {
                return hit;
            }
        }
    }

    private static byte[] grown(Path file, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        byte[] more = Arrays.copyOf(content, content.length + 1 + random.nextInt(4096));
        for (int place = content.length; place < more.length; place++) {
            more[place] = (byte) random.nextInt(256);
        }
        return more;
    }

    /** Archive and manifest of the other system, and a receipt that names ours. */
    private void claim() throws IOException {
        place("system");
        BackupReceipt theirs = BackupReceipt.fromJson(
                Files.readString(shelves.resolve("system").resolve(BackupReceipt.FILE)));
        Files.writeString(
                order.folder().resolve(BackupReceipt.FILE),
                new BackupReceipt(receipt.location(), theirs.digest(), theirs.size(), receipt.facts()).toJson());
    }

    /** As it was taken. */
    public void putBack() throws IOException {
        place("good");
    }

    // The verifier

    private Optional<BackupReceipt> received() {
        try {
            return Optional.of(service.providers.of(provider).receipt(order, service.target));
        } catch (StoreException unreadable) {
            return Optional.empty();
        }
    }

    /** As the step "Verify backup" does it: what the receipt on the target says is put to the trial. */
    public boolean isAccepted() {
        try {
            return received()
                    .map(claimed -> service.verify(order, claimed))
                    .filter(BackupVerdict.Verified.class::isInstance)
                    .isPresent();
        } catch (StoreException impossible) {
            return false;
        }
    }
}
