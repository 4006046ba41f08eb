package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liftlock.naming.Digest;
import org.liftlock.record.Journal;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Kinds in the jar and in the folder of kinds are files that change while Liftlock stands still. At each start they are
 * held against what the record told of them last; what differs is told, with the digests of before and now.
 */
@Component
@Order(1)
class TellGivenKinds implements ApplicationRunner {

    private static final String KIND = "kinds-given";

    private final DescriptionStore descriptions;
    private final Journal journal;
    private final JdbcClient jdbc;

    TellGivenKinds(DescriptionStore descriptions, Journal journal, JdbcClient jdbc) {
        this.descriptions = descriptions;
        this.journal = journal;
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Map<String, String> now = new TreeMap<>();
        descriptions
                .givenKinds()
                .forEach(kind -> now.put(kind.name(), Digest.of(kind.document()).hex() + " " + kind.origin()));
        Map<String, String> before = toldLast();
        if (!now.equals(before)) {
            String list = now.entrySet().stream()
                    .map(kind -> kind.getKey() + " " + kind.getValue() + "\n")
                    .collect(Collectors.joining());
            journal.tell(
                    Optional.empty(),
                    "system",
                    KIND,
                    Optional.empty(),
                    before.isEmpty()
                            ? now.size() + " kinds are given, by the release and the folder of kinds"
                            : "Given kinds are not what they were at the start before: " + differences(before, now),
                    Optional.of(journal.keep(list)));
        }
    }

    private static String differences(Map<String, String> before, Map<String, String> now) {
        List<String> told = new ArrayList<>();
        now.forEach((name, digest) -> {
            String old = before.get(name);
            if (old == null) {
                told.add(name + " is new, digest " + digest);
            } else if (!old.equals(digest)) {
                told.add(name + " changed, digest " + digest + ", before " + old);
            }
        });
        before.forEach((name, digest) -> {
            if (!now.containsKey(name)) {
                told.add(name + " is gone, digest before " + digest);
            }
        });
        return String.join("; ", told);
    }

    /** The text that the last entry refers to; nothing at the first start, or when it was erased. */
    private Map<String, String> toldLast() {
        Map<String, String> told = new TreeMap<>();
        jdbc.sql("select evidence_digest from record_entry where kind = ? order by seq desc fetch first 1 row only")
                .param(KIND)
                .query(String.class)
                .optional()
                .flatMap(digest -> journal.read(new Digest(digest)))
                .ifPresent(list -> list.lines().forEach(line -> {
                    String[] words = line.split(" ", 2);
                    told.put(words[0], words[1]);
                }));
        return told;
    }
}
