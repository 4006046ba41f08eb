package org.liftlock.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.descriptor.DescriptionFiles;
import org.liftlock.descriptor.TargetDescription;
import org.liftlock.descriptor.UpgradeDescription;
import org.liftlock.launcher.Command;
import org.liftlock.naming.TargetId;

class SampleDescriptionsTest {

    private static final TargetId PRODUCTION = TargetId.parse("localhost/order-production");

    @TempDir
    Path folder;

    private SampleDescriptions descriptions;

    @BeforeEach
    void theSampleIsConfigured() throws IOException {
        descriptions =
                new SampleDescriptions(service("staging", 8091), service("production", 8092), folder, ZoneOffset.UTC);
    }

    @Test
    void everyStoryIsUnderstoodAndComplete() {
        for (SampleStory story : descriptions.stories()) {
            DescriptionFiles read = read(story);

            assertThat(read.problems()).as(story.id()).isEmpty();
            assertThat(read.upgrades()).as(story.id()).hasSize(1);
        }
    }

    @Test
    void raisingMeansTheReleaseScriptAndAStart() {
        // given
        UpgradeDescription upgrade =
                read(descriptions.stories().get(0)).upgrades().get(0);

        // when
        TargetDescription target = upgrade.target("production", PRODUCTION, Map.of("from.version", "1.0"));

        // then
        assertThat(target.apply().stream().map(Command::arguments))
                .contains(
                        List.of(
                                script("release"),
                                "use",
                                "2.0",
                                folder.resolve("order-service-2.0.jar").toString()),
                        List.of(script("start")));
        assertThat(target.stores())
                .singleElement()
                .satisfies(store -> assertThat(store.settings())
                        .containsEntry(
                                "file",
                                folder.resolve("production/data/orders.mv.db").toString()));
    }

    @Test
    void theStoryThatHangsWaitsForALockWhenItIsApplied() {
        UpgradeDescription upgrade =
                read(descriptions.stories().get(2)).upgrades().get(0);

        TargetDescription target = upgrade.target("production", PRODUCTION, Map.of("from.version", "1.0"));

        assertThat(target.apply().stream().map(Command::arguments)).contains(List.of(script("wait-for-lock")));
    }

    @Test
    void aRequestMayFollowTheTemplateThatIsApprovedAlready() {
        DescriptionFiles read = read(descriptions.stories().get(0));

        assertThat(read.descriptions().standardChange("order-service-release")).hasValueSatisfying(template -> {
            assertThat(template.covers("production")).isTrue();
            assertThat(template.varies()).contains("window").doesNotContain("method", "stores");
            assertThat(template.until()).isAfter(LocalDate.now());
            assertThat(template.signedOffByPeople()).isFalse();
        });
    }

    private DescriptionFiles read(SampleStory story) {
        StringBuilder site = new StringBuilder();
        StringBuilder system = new StringBuilder();
        StringBuilder template = new StringBuilder();
        descriptions.registerWith(new Register() {
            @Override
            public void site(String yaml) {
                site.append(yaml);
            }

            @Override
            public void system(String yaml) {
                system.append(yaml);
            }

            @Override
            public void template(String name, String yaml) {
                template.append(yaml);
            }
        });
        return DescriptionFiles.of(Map.of(
                "site.yaml",
                site.toString(),
                "order-service.yaml",
                system.toString(),
                "template.yaml",
                template.toString(),
                "story.yaml",
                story.request()));
    }

    private SampleService service(String environment, int port) throws IOException {
        SampleFiles.put("port=" + port + "\n", folder.resolve(environment).resolve("conf/order-service.properties"));
        return new SampleService(environment, "Order desk", folder.resolve(environment), 1, false);
    }

    private String script(String name) {
        return folder.resolve("production/bin").resolve(name).toString();
    }
}
