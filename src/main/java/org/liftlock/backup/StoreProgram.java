package org.liftlock.backup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftlock.descriptor.StoreSpec;
import org.liftlock.launcher.Command;
import org.liftlock.launcher.Launcher;
import org.liftlock.launcher.OwnProgram;

/** Commands that run our own store tool on the target. */
final class StoreProgram {

    /** Carries the store's password to the tool; set by the launcher from a reference. */
    static final String PASSWORD = "LIFTLOCK_STORE_PASSWORD";

    private StoreProgram() {}

    static Command command(String verb, StoreRequest request) {
        return command(List.of(verb), request);
    }

    /** @param words the verb, and what it is told beside the request */
    static Command command(List<String> words, StoreRequest request) {
        List<String> arguments = new ArrayList<>(List.of("store"));
        arguments.addAll(words);
        return command(arguments, Optional.of(request.toJson()), request.order().store());
    }

    /** A verb that works on a backup: the manifest says all of it that the settings of the store do not. */
    static Command ofReceipt(String verb, BackupReceipt receipt, StoreSpec store) {
        return command(
                List.of(
                        "store",
                        verb,
                        receipt.location(),
                        "--manifest",
                        receipt.digest().hex()),
                Optional.of(StoreRequest.of(receipt, store).toJson()),
                store);
    }

    static TrialReport report(String verb, StoreRequest request, Launcher target) {
        Launcher.Reading reading = target.read(command(verb, request));
        if (reading.exitCode() != 0 && reading.exitCode() != StoreCommand.REJECTED) {
            throw new StoreException(
                    "The trial restore of " + request.order().item() + " could not be done: " + errors(reading));
        }
        return Json.read(reading.output(), TrialReport.class);
    }

    /** What the trial of a base found that has just been taken. */
    static TrialReport baseTrial(BackupOrder order, Launcher target) {
        String file = order.folder().resolve(BaseTrial.REPORT).toString();
        Launcher.Reading reading = target.read(Command.of("cat", file));
        if (reading.exitCode() != 0) {
            throw new StoreException("The base of " + order.item() + " left no report of its trial at " + file + " on "
                    + order.target() + ": " + errors(reading) + " Take the base again.");
        }
        return Json.read(reading.output(), TrialReport.class);
    }

    static String errors(Launcher.Reading reading) {
        String said = reading.errors().strip();
        return switch (reading.exitCode()) {
            case 124 -> "it took longer than it may. Raise \"within\" in the description of the store.";
            case 127 -> "its program does not exist on the target. " + said;
            default -> said.isEmpty() ? "it ended with exit code " + reading.exitCode() + "." : said;
        };
    }

    private static Command command(List<String> arguments, Optional<String> stdin, StoreSpec store) {
        Settings settings = Settings.of(store);
        Map<String, String> environment = new HashMap<>();
        environment.put("LC_ALL", "C.UTF-8"); // or Java cannot read every file name
        settings.passwordReference().ifPresent(secret -> environment.put(PASSWORD, secret));
        return new Command(
                OwnProgram.command(arguments),
                stdin,
                environment,
                settings.text("as"),
                Optional.empty(),
                settings.within(),
                Set.of(0));
    }
}
