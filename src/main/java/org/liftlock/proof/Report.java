package org.liftlock.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Findings, written down for people and for programs. */
public enum Report {
    TEXT {
        @Override
        public String of(List<Finding> findings) {
            StringBuilder text = new StringBuilder();
            findings.forEach(finding -> write(finding, text));
            return text.toString();
        }
    },
    JSON {
        @Override
        public String of(List<Finding> findings) {
            return written(Map.of("proved", findings.stream().noneMatch(Finding::refuses), "findings", findings));
        }
    },
    /** The static analysis results interchange format 2.1.0, which editors and build servers show. */
    SARIF {
        @Override
        public String of(List<Finding> findings) {
            return written(Sarif.of(findings));
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public abstract String of(List<Finding> findings);

    private static void write(Finding finding, StringBuilder text) {
        text.append(finding.resource())
                .append(finding.elements().isEmpty() ? "" : ", " + String.join(", ", finding.elements()))
                .append('\n');
        text.append("  ")
                .append(finding.rule())
                .append(": ")
                .append(finding.sentence())
                .append('\n');
        text.append("  ").append(finding.remedy()).append('\n');
        if (!finding.path().isEmpty()) {
            text.append("  It can happen so:\n");
            int number = 1;
            for (Finding.Step step : finding.path()) {
                text.append(String.format("  %4d. %s  [%s/%s]%n", number++, step, step.process(), step.element()));
            }
        }
        text.append('\n');
    }

    private static String written(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Findings could not be written as JSON; this is a fault of the product", e);
        }
    }

    /** The few parts of the format that are needed. */
    private static final class Sarif {

        static Map<String, Object> of(List<Finding> findings) {
            List<Object> rules = findings.stream()
                    .map(Finding::rule)
                    .distinct()
                    .map(rule -> (Object) Map.of("id", rule))
                    .toList();
            return Map.of(
                    "$schema", "https://json.schemastore.org/sarif-2.1.0.json",
                    "version", "2.1.0",
                    "runs",
                            List.of(Map.of(
                                    "tool", Map.of("driver", Map.of("name", "Liftlock", "rules", rules)),
                                    "results",
                                            findings.stream().map(Sarif::result).toList())));
        }

        private static ObjectNode result(Finding finding) {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.put("ruleId", finding.rule());
            result.put("level", finding.refuses() ? "error" : "warning");
            result.putObject("message").put("text", finding.sentence() + " " + finding.remedy());
            List<Object> locations = new ArrayList<>();
            for (String element : finding.elements()) {
                locations.add(location(finding.resource(), finding.process(), element, element));
            }
            result.set("locations", MAPPER.valueToTree(locations));
            if (!finding.path().isEmpty()) {
                List<Object> steps = finding.path().stream()
                        .map(step -> (Object) Map.of(
                                "location", location(step.resource(), step.process(), step.element(), step.toString())))
                        .toList();
                result.set(
                        "codeFlows",
                        MAPPER.valueToTree(List.of(Map.of("threadFlows", List.of(Map.of("locations", steps))))));
            }
            return result;
        }

        private static Map<String, Object> location(String resource, String process, String element, String said) {
            return Map.of(
                    "physicalLocation", Map.of("artifactLocation", Map.of("uri", resource)),
                    "logicalLocations", List.of(Map.of("fullyQualifiedName", process + "/" + element)),
                    "message", Map.of("text", said));
        }
    }
}
