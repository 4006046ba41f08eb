package org.liftlock.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final JsonSchema RECORD =
            FACTORY.getSchema(SchemaLocation.of("classpath:schemas/record.schema.json"));

    @Test
    void theSchemaIsOneOfItsDraft() throws Exception {
        JsonNode written = JSON.readTree(RecordSchemaTest.class.getResource("/schemas/record.schema.json"));

        assertThat(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(written))
                .isEmpty();
    }

    @Test
    void aRecordIsAsTheSchemaSays() throws Exception {
        assertThat(validate(ExampleRecord.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
                    "format": "liftlock-record-1"      | "format": "liftlock-record-9"
                    "verdict": "PASSED"                | "verdict": "PROBABLY"
                    "at_time": "2026-11-21T02:00:00    | "at_time": "2026-11-21 02:00:00
                    "core": true                       | "core": "true"
                    "known_issue"                      | "known_problem"
                    """)
    void whatIsOtherwiseIsFound(String right, String wrong) throws Exception {
        assertThat(ExampleRecord.JSON).contains(right);
        assertThat(validate(ExampleRecord.JSON.replace(right, wrong))).isNotEmpty();
    }

    private static Set<ValidationMessage> validate(String record) throws Exception {
        return RECORD.validate(JSON.readTree(record));
    }
}
