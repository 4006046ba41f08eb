package org.liftlock.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sample in the words of descriptions: its site, its system, and a request for each story. */
final class SampleDescriptions {

    private static final String TEMPLATE = "order-service-release";

    private final Map<String, String> values = new LinkedHashMap<>();

    SampleDescriptions(SampleService staging, SampleService production, Path artifacts, ZoneId zone) {
        values.put("time.zone", zone.getId());
        values.put("next.year", Integer.toString(Year.now(zone).getValue() + 1));
        values.put("artifacts", artifacts.toString());
        values.put("staging.home", staging.home().toString());
        values.put("staging.port", Integer.toString(staging.port()));
        values.put("production.home", production.home().toString());
        values.put("production.port", Integer.toString(production.port()));
        for (String version : SampleService.VERSIONS) {
            values.put(
                    "sha256." + version,
                    SampleFiles.digest("jars/order-service-" + version + ".jar").hex());
        }
    }

    List<SampleStory> stories() {
        return List.of(
                story(
                        "raise-to-2.0",
                        "Raise it to 2.0?",
                        "Back-up, trial restore, a schema migration, checks, sign-off: the whole way, and it goes well."),
                story(
                        "raise-to-2.1",
                        "Now break it: 2.1",
                        "2.1 starts and says it is well, but loses orders. A check finds out, you decide, and every"
                                + " row is back as before."),
                story(
                        "raise-with-a-hang",
                        "Let it hang",
                        "The change waits for a lock that never comes. The last moment to decide comes, nobody answers,"
                                + " and the answer agreed beforehand is carried out."));
    }

    void registerWith(Register register) {
        register.site(filled("site"));
        register.system(filled("order-service"));
        register.template(TEMPLATE, filled(TEMPLATE));
    }

    /** For people to read, change and hand in again. */
    void writeTo(Path folder) throws IOException {
        for (String name : List.of("site", "order-service", TEMPLATE)) {
            SampleFiles.put(filled(name), folder.resolve(name + ".yaml"));
        }
        for (SampleStory story : stories()) {
            SampleFiles.put(story.request(), folder.resolve(story.id() + ".yaml"));
        }
    }

    private SampleStory story(String id, String title, String text) {
        return new SampleStory(id, title, text, filled(id));
    }

    private String filled(String name) {
        String document = SampleFiles.text("descriptors/" + name + ".yaml");
        for (Map.Entry<String, String> value : values.entrySet()) {
            document = document.replace("@" + value.getKey() + "@", value.getValue());
        }
        return document;
    }
}
