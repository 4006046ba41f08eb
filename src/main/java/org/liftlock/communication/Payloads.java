package org.liftlock.communication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Messages as JSON, for webhooks. {@code text} is what chat systems show. */
@Component
class Payloads {

    private final ObjectMapper json = new ObjectMapper();

    String of(
            String id,
            MessageKind kind,
            Optional<String> upgradeKey,
            Letter letter,
            Map<String, Object> facts,
            Instant writtenAt) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("id", id);
        payload.put("kind", kind.word());
        payload.put("upgrade", upgradeKey.orElse(null));
        payload.put("writtenAt", writtenAt.toString());
        payload.put("subject", letter.subject());
        payload.put("text", letter.text());
        payload.put("facts", Facts.forMachines(facts));
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The facts of message " + id + " cannot be written as JSON", impossible);
        }
    }
}
