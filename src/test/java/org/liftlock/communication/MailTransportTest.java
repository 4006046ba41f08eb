package org.liftlock.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.communication.OutboxBench.BERLIN;
import static org.liftlock.communication.OutboxBench.UPGRADE;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.TestDatabases;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailTransportTest {

    @RegisterExtension
    static final GreenMailExtension SERVER = new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

    private static final Recipient DECIDER = Recipient.mail("dora@example.org", BERLIN);

    @TempDir
    Path directory;

    private final OutboxBench bench = new OutboxBench(TestDatabases.H2.migrated());

    @Test
    void aMailArrivesInTextAndHtml() throws Exception {
        bench.announce(DECIDER);

        bench.sender(smtp(SERVER.getSmtp().getPort())).sendDue();

        MimeMessage mail = SERVER.getReceivedMessages()[0];
        assertThat(mail.getSubject()).startsWith("[UPG-2026-0001] Order service goes from 1.0 to 2.0");
        assertThat(mail.getAllRecipients()[0]).hasToString("dora@example.org");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(part(mail, "text/plain")).contains("From Sat 21 Nov 2026, 22:00 CET");
        assertThat(part(mail, "text/html"))
                .contains("From Sat 21 Nov 2026, 22:00 CET")
                .contains("<h1");
        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isTrue();
    }

    @Test
    void afterARefusedConnectionTheMailIsSentAgainUnderTheSameMessageId() throws Exception {
        bench.announce(DECIDER);
        Message first =
                bench.deliveries().claim(bench.deliveries().due(1).get(0)).orElseThrow();
        smtp(SERVER.getSmtp().getPort()).send(first);
        bench.pass(Duration.ofMinutes(4));

        bench.sender(smtp(1)).sendDue();
        assertThat(bench.outbox.of(UPGRADE).get(0).lastError())
                .hasValueSatisfying(error -> assertThat(error).startsWith("The mail server did not take the message"));
        bench.pass(Duration.ofMinutes(1));
        bench.sender(smtp(SERVER.getSmtp().getPort())).sendDue();

        MimeMessage[] mails = SERVER.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getMessageID())
                .isEqualTo(mails[1].getMessageID())
                .isEqualTo("<" + first.id() + "@liftlock.example.org>");
        assertThat(bench.outbox.of(UPGRADE).get(0).sentAt()).isPresent();
    }

    @Test
    void withoutAMailServerMailLiesInTheDirectoryAsAFile() throws Exception {
        bench.announce(DECIDER);

        bench.sender(new MailTransport(noServer(), directory.resolve("mail").toString(), "liftlock@example.org"))
                .sendDue();

        try (Stream<Path> files = Files.list(directory.resolve("mail"))) {
            List<Path> mails = files.toList();
            assertThat(mails).singleElement().asString().endsWith(".eml");
            MimeMessage mail = new MimeMessage(null, Files.newInputStream(mails.get(0)));
            assertThat(part(mail, "text/plain")).contains("Order service cannot be used");
        }
    }

    @Test
    void withoutAnyWayToSendMailItNeverCountsAsSent() {
        bench.announce(DECIDER);

        bench.sender(new MailTransport(noServer(), "", "liftlock@example.org")).sendDue();

        assertThat(bench.outbox.allSent(UPGRADE, MessageKind.ANNOUNCE_UPGRADE)).isFalse();
        assertThat(bench.outbox.of(UPGRADE).get(0).lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("spring.mail.host"));
    }

    private static MailTransport smtp(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        var beans = new StaticListableBeanFactory();
        beans.addBean("mail", sender);
        return new MailTransport(
                beans.getBeanProvider(JavaMailSender.class), "", "Liftlock <liftlock@liftlock.example.org>");
    }

    private static ObjectProvider<JavaMailSender> noServer() {
        return new StaticListableBeanFactory().getBeanProvider(JavaMailSender.class);
    }

    private static String part(Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                BodyPart inner = parts.getBodyPart(index);
                String found = part(inner, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
