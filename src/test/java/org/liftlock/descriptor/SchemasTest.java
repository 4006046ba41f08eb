package org.liftlock.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas are schemas, and say the same as the product, so that an editor does not mislead anybody. */
class SchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private static JsonSchema schema(DocumentType type) {
        return FACTORY.getSchema(SchemaLocation.of("classpath:schemas/" + type.schema() + ".schema.json"));
    }

    private static List<Document> documents(String file) {
        Problems problems = new Problems();
        List<Document> documents = Documents.read(Fixtures.text(file), file, problems);
        problems.orThrow();
        return documents;
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void everySchemaIsOneOfItsDraft(DocumentType type) throws Exception {
        JsonNode written = JSON.readTree(SchemasTest.class.getResource("/schemas/" + type.schema() + ".schema.json"));
        JsonNode common = JSON.readTree(SchemasTest.class.getResource("/schemas/common.schema.json"));
        JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));

        assertThat(meta.validate(written)).isEmpty();
        assertThat(meta.validate(common)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void everyKeyIsDescribedForEditors(DocumentType type) throws Exception {
        SchemaNode schema = SchemaNode.named(type.schema());

        for (String key : schema.names("properties")) {
            assertThat(schema.at("properties").at(key).description()).as(key).doesNotStartWith("a value of type");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"site.yaml", "ledger.yaml", "entry.yaml"})
    void whatTheProductAcceptsTheSchemaAcceptsToo(String file) {
        for (Document document : documents(file)) {
            assertThat(schema(document.type())
                            .validate(JSON.valueToTree(document.fields().asPlain())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade: order-service\nto: 15.10\nreason: {category: feature, text: more}",
                "upgrade: order-service\nto: \"2\"\nreason: {category: nicer, text: more}",
                "upgrade: order-service\nto: \"2\"\nreason: {category: feature, text: more}\nwindow: {from: 2026-12-06T02:00}",
                "upgrade: order-service\nto: \"2\"\nreason: {category: feature, text: more}\nwatch: {fro: 3d}",
                "site: harbour\ncalendars: {night: {rule: \"FREQ=DAILY\", from: \"25:30\", to: \"23:30\"}}",
                "site: harbour\nvars: {a: [[b]]}",
                "kind: till\nmethods: {copy: {apply: []}, Copy: {apply: []}}",
                "kind: till\noperations: {stop: {run: []}}",
                "system: till\nkind: command\nowner: ana\nenvironments: {}",
                "system: till\nkind: command\nowner: ana\nenvironments: {production: {targets: {a: {colour: x}}}}"
            })
    void whatTheProductRefusesTheSchemaRefusesToo(String text) {
        Problems problems = new Problems();
        Value.Fields fields = (Value.Fields)
                DocumentReader.read(text, Layer.SYSTEM, "f", problems).get(0);
        DocumentType type = DocumentType.of(fields).orElseThrow();

        Shape.check(type, fields, problems);
        Set<String> bySchema = new TreeSet<>();
        schema(type).validate(JSON.valueToTree(fields.asPlain())).forEach(message -> bySchema.add(message.toString()));

        assertThat(problems.all()).isNotEmpty();
        assertThat(bySchema).isNotEmpty();
    }
}
