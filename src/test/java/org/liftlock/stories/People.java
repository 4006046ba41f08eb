package org.liftlock.stories;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The people of the sample. */
final class People {

    private static final String PASSWORD = "liftlock";

    final Person paula;
    final Person erik;
    final Person ana;
    final Person carl;
    final Person mia;
    final Person uma;
    final Person admin;

    People(RunningLiftlock liftlock) {
        this.paula = person(liftlock, "paula");
        this.erik = person(liftlock, "erik");
        this.ana = person(liftlock, "ana");
        this.carl = person(liftlock, "carl");
        this.mia = person(liftlock, "mia");
        this.uma = person(liftlock, "uma");
        this.admin = person(liftlock, "admin");
    }

    /** Erik asks for an upgrade. */
    Upgrade request(String document) {
        return new Upgrade(erik, erik.requests(document));
    }

    /** Erik asks for an upgrade and plans it as proposed, Ana approves it. */
    Upgrade agreeOn(String document) {
        return agreeOn(document, Map.of());
    }

    Upgrade agreeOn(String document, Map<String, ?> plan) {
        Upgrade upgrade = request(document);
        Map<String, Object> answers = new HashMap<>(plan);
        answers.put("answer", "check");
        upgrade.answer(erik, "plan-upgrade", answers);
        upgrade.answer(ana, "approve-upgrade", Map.of("answer", "approved"));
        return upgrade;
    }

    /** The tasks people were ever asked for an upgrade, as the engine remembers them, oldest first. */
    List<String> tasksEverAsked(Upgrade upgrade) {
        return StreamSupport.stream(
                        admin.reads("engine-rest/history/task?sortBy=startTime&sortOrder=asc&maxResults=100"
                                        + "&processInstanceBusinessKey=" + upgrade.key())
                                .spliterator(),
                        false)
                .map(task -> task.path("taskDefinitionKey").asText())
                .toList();
    }

    private static Person person(RunningLiftlock liftlock, String name) {
        return new Person(liftlock.address(), name, PASSWORD);
    }
}
