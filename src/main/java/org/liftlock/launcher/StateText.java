package org.liftlock.launcher;

/** A state in the words of the launcher. */
final class StateText {

    private StateText() {}

    static RunState parse(String text) {
        String[] words = text.strip().split(" ", 2);
        String rest = words.length > 1 ? words[1] : "";
        try {
            return switch (words[0]) {
                case "RUNNING" -> new RunState.Running(Integer.parseInt(rest));
                case "SUCCEEDED" -> new RunState.Succeeded();
                case "FAILED" -> {
                    String[] numbers = rest.split(" ");
                    yield new RunState.Failed(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
                }
                case "STOPPED" -> new RunState.Stopped();
                case "NEVER_STARTED" -> new RunState.NeverStarted();
                case "UNKNOWN" -> new RunState.Unknown(doubt(rest), rest);
                default -> notUnderstood(text);
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException damaged) {
            return notUnderstood(text);
        }
    }

    /** The launcher speaks in sentences, for whoever reads them on the target; these are the beginnings it uses. */
    private static RunState.Doubt doubt(String sentence) {
        if (sentence.startsWith("this machine was rebooted ")) {
            return RunState.Doubt.REBOOTED;
        } else if (!sentence.startsWith("the runner was killed ")) {
            return RunState.Doubt.NO_ANSWER;
        }
        return sentence.contains("there may be left:") ? RunState.Doubt.MAY_STILL_RUN : RunState.Doubt.RUNNER_KILLED;
    }

    private static RunState notUnderstood(String text) {
        return new RunState.Unknown("the launcher answered \"" + text.strip() + "\", which is no state of a run");
    }
}
