package org.liftlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** What can be set is told to operators, and what they are told can be set. */
class OperatorGuideTest {

    private static final Path GUIDE = Path.of("src/site/markdown/operator.md");

    /** A placeholder of @Value, @Scheduled or a properties file, and what is asked of the environment or made a condition. */
    private static final List<Pattern> READS = List.of(
            Pattern.compile("\\$\\{(liftlock\\.[a-z0-9.-]+)[:}]"),
            Pattern.compile("getProperty\\(\\s*\"(liftlock\\.[a-z0-9.-]+)\""),
            Pattern.compile("ConditionalOnProperty\\([^)]*\"(liftlock\\.[a-z0-9.-]+)\""));

    private static final Pattern VARIABLE = Pattern.compile("\\bLIFTLOCK_[A-Z0-9_]+\\b");

    @Test
    void everythingThatCanBeSetStandsInTheGuide() throws IOException {
        SortedSet<String> told = words(Files.readString(GUIDE));

        assertThat(read())
                .hasSizeGreaterThan(40)
                .filteredOn(name -> !told.contains(variable(name)))
                .as("not in " + GUIDE)
                .isEmpty();
    }

    @Test
    void everyVariableInTheGuideIsRead() throws IOException {
        List<String> known = Stream.concat(read().stream(), Stream.of("liftlock.secrets", "liftlock.secret.name"))
                .map(OperatorGuideTest::variable)
                .toList();

        assertThat(known).containsAll(words(Files.readString(GUIDE)));
    }

    /** As it is written in the environment. */
    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private static SortedSet<String> words(String guide) {
        return found(VARIABLE, guide, 0);
    }

    private static SortedSet<String> read() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("src/main/resources"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().matches(".*\\.(java|ya?ml|properties)"))
                        .map(OperatorGuideTest::text)
                        .forEach(text -> READS.forEach(pattern -> names.addAll(found(pattern, text, 1))));
            }
        }
        names.addAll(bound());
        return names;
    }

    /** Of records that are filled with all that begins alike: the names of their parts. */
    private static List<String> bound() {
        ClassPathScanningCandidateComponentProvider records = new ClassPathScanningCandidateComponentProvider(false);
        records.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return records.findCandidateComponents("org.liftlock").stream()
                .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .flatMap(type -> Stream.of(type.getRecordComponents())
                        .map(part -> type.getAnnotation(ConfigurationProperties.class)
                                        .value() + "."
                                + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static SortedSet<String> found(Pattern pattern, String text, int group) {
        SortedSet<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
