package org.liftlock.ledger;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftlock.communication.MessageKind;
import org.liftlock.communication.Outbox;
import org.liftlock.communication.Recipient;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Who is sent every checkpoint; it leaves by the same outbox as other messages, and is tried again like them. */
@Component
class CheckpointReaders {

    private final Outbox outbox;
    private final List<Recipient> readers;

    CheckpointReaders(
            Outbox outbox,
            @Value("${liftlock.ledger.webhook:}") String webhook,
            @Value("${liftlock.ledger.mail:}") String mail) {
        this.outbox = outbox;
        this.readers = Stream.concat(
                        Stream.of(webhook).filter(address -> !address.isBlank()).map(Recipient::webhook),
                        Stream.of(mail)
                                .filter(address -> !address.isBlank())
                                .map(address -> Recipient.mail(address, ZoneOffset.UTC)))
                .toList();
    }

    void tell(Checkpoint checkpoint) {
        if (!readers.isEmpty()) {
            outbox.write(
                    MessageKind.LEDGER_CHECKPOINT,
                    Optional.empty(),
                    readers,
                    Map.of("number", checkpoint.number(), "what", checkpoint.line()),
                    "ledger-checkpoint." + checkpoint.number());
        }
    }
}
