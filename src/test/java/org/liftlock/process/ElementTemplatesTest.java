package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process owner picks in the Modeler is what the shipped models use, and nothing else. */
class ElementTemplatesTest {

    private static final Path FOLDER = Path.of("processes/.camunda/element-templates");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<ElementTemplate> templates() {
        return files().stream().flatMap(file -> {
            Stream.Builder<ElementTemplate> found = Stream.builder();
            read(file).forEach(template -> found.add(new ElementTemplate(template)));
            return found.build();
        });
    }

    @Test
    void everyFileFollowsThePublishedSchema() throws IOException {
        try (InputStream published = getClass().getResourceAsStream("element-templates/schema.json")) {
            JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(JSON.readTree(published));

            assertThat(files())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(schema.validate(read(file))).isEmpty());
        }
    }

    @Test
    void everyStepHasOneAndNoneIsForAStepThatDoesNotExist() {
        assertThat(templates().flatMap(template -> values(template, "camunda:topic")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topic).toList());
        assertThat(templates().flatMap(template -> values(template, "camunda:delegateExpression")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Bean.values())
                        .filter(bean -> bean.role() == Bean.Role.DELEGATE)
                        .map(bean -> "${" + bean.beanName() + "}")
                        .toList());
    }

    /** A change of a model that its template does not follow would let people draw the old step for years. */
    @Test
    void whatIsPickedIsWhatTheShippedModelsUse() {
        Set<String> picked = templates()
                .map(template -> ElementTemplate.shapeOf(step(template.applied())))
                .collect(Collectors.toSet());

        assertThat(picked).containsExactlyInAnyOrderElementsOf(shapesShipped());
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aModelMadeWithItPassesTheGate(ElementTemplate template) {
        String model = Bpmn.convertToString(template.applied());

        assertThat(ClosedModelGate.withoutServer().judge(List.of(new ModelGate.Model("made.bpmn", model))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void itTellsWhatItIsFor(ElementTemplate template) throws Exception {
        JsonNode json = template.json();

        assertThat(template.id()).matches("org\\.liftlock\\.[a-z-]+");
        assertThat(json.path("version").asInt()).isPositive();
        assertThat(json.path("description").asText()).hasSizeGreaterThan(40).endsWith(".");
        assertThat(values(template, "name")).containsExactly(json.path("name").asText());
        json.path("properties").forEach(property -> {
            boolean hidden = property.path("type").asText().equals("Hidden");
            assertThat(hidden || property.path("label").asText().length() > 3).isTrue();
        });
        String icon = json.path("icon").path("contents").asText();
        assertThat(icon).startsWith("data:image/svg+xml;utf8,");
        String drawn = URLDecoder.decode(icon.substring(icon.indexOf(',') + 1), StandardCharsets.UTF_8);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(drawn.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void noTwoHaveOneId() {
        assertThat(templates().map(ElementTemplate::id)).doesNotHaveDuplicates();
    }

    private static Set<String> shapesShipped() {
        Set<String> shapes = new HashSet<>();
        for (String process : UpgradeProcess.PROCESSES) {
            BpmnModelInstance model = Bpmn.readModelFromFile(
                    Path.of("processes", process + ".bpmn").toFile());
            Stream.of(ServiceTask.class, BusinessRuleTask.class, CallActivity.class)
                    .flatMap(kind -> model.getModelElementsByType(kind).stream())
                    // A template cannot give an element its instances.
                    .filter(activity -> activity.getLoopCharacteristics() == null)
                    .forEach(activity -> shapes.add(ElementTemplate.shapeOf(activity)));
        }
        return shapes;
    }

    private static Activity step(BpmnModelInstance model) {
        return model.getModelElementById("step");
    }

    private static Stream<String> values(ElementTemplate template, String name) {
        Stream.Builder<String> found = Stream.builder();
        template.json().path("properties").forEach(property -> {
            if (property.path("binding").path("name").asText().equals(name)) {
                found.add(property.path("value").asText());
            }
        });
        return found.build();
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
