package org.liftlock.backup;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.Launchers;
import org.liftlock.naming.Digest;

/**
 * Any tool: commands that back up, that verify by restoring into {@code ${scratch}}, and that restore. Liftlock checks
 * itself that what the tool left is there, whole, not empty and not old. An optional {@code content} command prints
 * something that is equal as long as the content is.
 */
final class CommandProvider implements StoreProvider {

    static final String NAME = "command";
    private static final String SCRATCH = "${scratch}";

    private final ReceiptReader receipts;

    CommandProvider(Clock clock) {
        this.receipts = new ReceiptReader(clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Command> backup(BackupOrder order) {
        Settings settings = Settings.of(order.store());
        settings.path("file");
        settings.commands("restore");
        requireScratch(settings);
        List<Command> commands = new ArrayList<>();
        commands.add(StoreProgram.command("begin", request(order)));
        commands.addAll(settings.commands("backup"));
        commands.add(StoreProgram.command("seal", request(order)));
        return commands;
    }

    @Override
    public BackupReceipt receipt(BackupOrder order, Launcher target) {
        return receipts.read(order, target);
    }

    @Override
    public BackupVerdict verify(BackupOrder order, BackupReceipt receipt, Launchers launchers) {
        Launcher target = launchers.of(order.target());
        return receipts.judge(order, receipt, () -> {
            StoreRequest request = StoreRequest.of(request(order).order(), receipt);
            TrialReport whole = StoreProgram.report("check", request, target);
            return whole.passed() ? trial(order, whole, target) : whole;
        });
    }

    @Override
    public List<Command> restore(BackupReceipt receipt, StoreSpec store) {
        List<Command> commands = new ArrayList<>();
        commands.add(StoreProgram.ofReceipt("intact", receipt, store)); // a damaged backup changes nothing
        commands.addAll(Settings.of(store).commands("restore"));
        return commands;
    }

    @Override
    public Optional<Digest> contentDigest(BackupOrder order, Launcher target) {
        Settings settings = Settings.of(order.store());
        if (!settings.has("content")) {
            return Optional.empty();
        }
        StringBuilder content = new StringBuilder();
        for (Command command : settings.commands("content")) {
            Launcher.Reading reading = target.read(command);
            if (!command.success().contains(reading.exitCode())) {
                throw new StoreException("The content of " + order.item() + " could not be read by " + program(command)
                        + ": " + StoreProgram.errors(reading));
            }
            content.append(reading.output());
        }
        return Optional.of(Digest.of(content.toString()));
    }

    private TrialReport trial(BackupOrder order, TrialReport whole, Launcher target) {
        Settings settings = Settings.of(order.store());
        requireScratch(settings);
        Path scratch = StoreWork.scratchParent(order)
                .resolve(order.unit() + "-" + order.item().fileName() + "-" + order.attempt());
        run(target, Command.of("rm", "-rf", "--", scratch.toString()));
        run(target, Command.of("mkdir", "-p", "-m", "700", "--", scratch.toString()));
        try {
            long began = System.nanoTime();
            for (Command command : settings.commands("verify")) {
                Launcher.Reading reading = target.read(into(command, scratch));
                if (!command.success().contains(reading.exitCode())) {
                    return TrialReport.rejected(new RejectedBackup(
                            "The backup of " + order.item() + " does not restore: " + program(command)
                                    + " ended with exit code " + reading.exitCode() + ". "
                                    + reading.errors().strip()));
                }
            }
            long took = TrialRestore.begunMillis(System.nanoTime() - began);
            List<String> compared = new ArrayList<>(whole.compared());
            compared.add("the verify command restored it and was content");
            return TrialReport.passed(took, compared);
        } finally {
            run(target, Command.of("rm", "-rf", "--", scratch.toString()));
        }
    }

    private static void run(Launcher target, Command command) {
        Launcher.Reading reading = target.read(command);
        if (reading.exitCode() != 0) {
            throw new StoreException(
                    "The scratch place of the trial restore cannot be prepared: " + StoreProgram.errors(reading));
        }
    }

    private static void requireScratch(Settings settings) {
        boolean named = settings.commands("verify").stream()
                .anyMatch(command -> !command.equals(into(command, Path.of("/somewhere"))));
        if (!named) {
            throw new StoreException("The verify command of store \"" + settings.store() + "\" does not restore into "
                    + SCRATCH + "; without a trial restore no backup is proven (R16). Give it " + SCRATCH
                    + " as an argument.");
        }
    }

    private static Command into(Command command, Path scratch) {
        Map<String, String> environment = new HashMap<>();
        command.environment()
                .forEach((name, value) -> environment.put(name, value.replace(SCRATCH, scratch.toString())));
        return new Command(
                command.arguments().stream()
                        .map(argument -> argument.replace(SCRATCH, scratch.toString()))
                        .toList(),
                command.stdin().map(text -> text.replace(SCRATCH, scratch.toString())),
                environment,
                command.as(),
                command.directory().map(folder -> folder.replace(SCRATCH, scratch.toString())),
                command.within(),
                command.success());
    }

    /** The tool's name goes into the manifest, since it is all that is known of it there. */
    private static StoreRequest request(BackupOrder order) {
        StoreSpec store = order.store();
        Map<String, Object> settings = new LinkedHashMap<>(store.settings());
        settings.putIfAbsent(
                "tool", program(Settings.of(store).commands("backup").get(0)));
        return StoreRequest.of(order.with(
                new StoreSpec(store.name(), store.provider(), settings, store.compare(), store.keep(), store.where())));
    }

    private static String program(Command command) {
        return Path.of(command.arguments().get(0)).getFileName().toString();
    }
}
