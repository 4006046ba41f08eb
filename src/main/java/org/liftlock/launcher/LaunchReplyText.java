package org.liftlock.launcher;

import java.util.function.Function;
import org.liftlock.channel.Ended;

/** The answer to an order in the words of the launcher. What cannot be read may have started. */
final class LaunchReplyText {

    private LaunchReplyText() {}

    static LaunchReply parse(Ended answer, Function<Ended, String> masked) {
        String text = answer.outputText().strip();
        if (text.equals("STARTED") || text.startsWith("STARTED\n")) {
            return new LaunchReply.Started();
        }
        if (text.startsWith("HERE ")) {
            return new LaunchReply.AlreadyHere(StateText.parse(text.substring(5)));
        }
        if (text.matches("STALE \\d{1,18}")) {
            return new LaunchReply.StaleToken(Long.parseLong(text.substring(6)));
        }
        if (text.startsWith("REFUSED ")) {
            return new LaunchReply.NotReached("the launcher refused: " + text.substring(8));
        }
        return new LaunchReply.ReplyLost("the launcher ended with exit code " + answer.exitCode() + " and said \""
                + masked.apply(answer) + "\"");
    }
}
