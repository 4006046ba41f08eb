package org.liftlock.document;

import java.util.List;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.Stage;
import org.liftlock.naming.Digest;

/**
 * The record of one upgrade, laid out for readers.
 *
 * @param standing how it ended, or that it has not
 * @param digest of the JSON this is made of
 */
public record RecordDocument(String key, String title, String standing, String digest, List<Section> sections) {

    public RecordDocument {
        key = Legible.of(key);
        title = Legible.of(title);
        sections = List.copyOf(sections);
    }

    /** @throws IllegalArgumentException for what is no record of an upgrade */
    public static RecordDocument of(String json) {
        Source source = Source.of(json);
        Source.Row upgrade = source.upgrade();
        Beginning beginning = new Beginning(source);
        Systems systems = new Systems(source);
        Course course = new Course(source);
        Evidence evidence = new Evidence(source);
        Aftermath aftermath = new Aftermath(source);
        return new RecordDocument(
                upgrade.text("upgrade_key"),
                upgrade.text("system_id") + ": " + upgrade.text("from_version") + " to " + upgrade.text("to_version"),
                standing(upgrade),
                Digest.of(json).hex(),
                List.of(
                        beginning.summary(),
                        systems.versions(),
                        systems.artefacts(),
                        course.times(),
                        beginning.people(),
                        beginning.control(),
                        beginning.approvals(),
                        evidence.backups(),
                        systems.configuration(),
                        evidence.checks(),
                        course.path(),
                        new PathPictures(source).section(),
                        evidence.output(),
                        course.trouble(),
                        aftermath.messages(),
                        aftermath.knownIssues(),
                        aftermath.lessons(),
                        aftermath.chain(),
                        aftermath.missing()));
    }

    private static String standing(Source.Row upgrade) {
        String outcome = upgrade.maybe("outcome")
                .map(stored -> Outcome.valueOf(stored).title())
                .orElse("No outcome yet");
        return upgrade.is("stage", Stage.CLOSED.name())
                ? outcome + ". Closed " + upgrade.when("closed_at")
                        + "; this is rendered from the record as it was sealed then."
                : outcome + ". Not closed: this is what there is so far, and it is not sealed. Stage: "
                        + Stage.valueOf(upgrade.text("stage")).title() + ".";
    }
}
