package org.liftlock.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Resolves references to secrets at the moment of use, from files (one for each secret, as Docker and Kubernetes mount
 * them) or from environment variables ({@code secret:orders-db} is {@code LIFTLOCK_SECRET_ORDERS_DB}). A file wins.
 */
@Component
public class SecretStore implements Secrets {

    private static final String VARIABLE_PREFIX = "LIFTLOCK_SECRET_";

    private final Optional<Path> directory;
    private final Map<String, String> environment;

    /** Also masked: values that were used before they were changed, since old output may still show them. */
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private final BiConsumer<SecretRef, SecretUse> witness;

    /** Made once for the same secrets: every spelling of a long key is worked out for it. */
    private volatile Made made = new Made(Set.of(), new Masking(Set.of()));

    private record Made(Set<String> values, Masking masking) {}

    @Autowired
    SecretStore(
            @Value("${liftlock.secrets.directory:${LIFTLOCK_SECRETS:/run/secrets}}") String directory,
            ObjectProvider<SecretUses> uses) {
        this(
                directory.isBlank() ? Optional.empty() : Optional.of(Path.of(directory)),
                System.getenv(),
                (secret, use) -> uses.ifAvailable(told -> told.tell(secret, use)));
    }

    /** For one who has no database: nobody is told. */
    public SecretStore(Optional<Path> directory, Map<String, String> environment) {
        this(directory, environment, (secret, use) -> {});
    }

    SecretStore(Optional<Path> directory, Map<String, String> environment, BiConsumer<SecretRef, SecretUse> witness) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.witness = witness;
    }

    /** @throws MissingSecret naming the reference and the places that were looked at */
    public Secret resolve(SecretRef reference) {
        String value = directory
                .map(folder -> folder.resolve(reference.name()))
                .filter(Files::isRegularFile)
                .map(SecretStore::read)
                .or(() -> Optional.ofNullable(environment.get(variable(reference))))
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> new MissingSecret(reference + " is missing or empty. Provide it as the file "
                        + directory
                                .map(folder -> folder.resolve(reference.name()).toString())
                                .orElse(reference.name() + " in the folder that liftlock.secrets.directory names")
                        + ", or as the environment variable " + variable(reference) + " of Liftlock"));
        tellUse(reference);
        used.add(value);
        return new Secret(reference, value);
    }

    /** Nobody gets a value whose use is not written down. */
    private void tellUse(SecretRef reference) {
        try {
            witness.accept(reference, SecretUse.current());
        } catch (DataAccessException | TransactionException unwritable) {
            throw new MissingSecret(reference + " is not given out, because its use cannot be written into the record ("
                    + unwritable.getClass().getSimpleName() + "). See whether the database answers");
        }
    }

    @Override
    public String reveal(String text) {
        return SecretRef.isReference(text) ? resolve(SecretRef.parse(text)).value() : text;
    }

    /** Masks every secret this Liftlock could resolve, whether or not the text at hand was meant to contain it. */
    public Masking masking() {
        Set<String> values = new HashSet<>(used);
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                values.add(value);
            }
        });
        for (Path file : files()) {
            readable(file).ifPresent(values::add);
        }
        Made last = made;
        if (!last.values.equals(values)) {
            last = new Made(Set.copyOf(values), new Masking(values));
            made = last;
        }
        return last.masking;
    }

    private List<Path> files() {
        if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException unreadable) {
            throw new MissingSecret("The folder of secrets " + directory.get()
                    + " cannot be read, so captured text cannot be masked. Give Liftlock's user the right to list it");
        }
    }

    /** What cannot be read cannot have been used by us either, nor can text hold it: a keystore, for example. */
    private static Optional<String> readable(Path file) {
        try {
            return Optional.of(read(file));
        } catch (MissingSecret unreadable) {
            return Optional.empty();
        }
    }

    private static String read(Path file) {
        try {
            // Editors and "echo" leave a line break that is not part of the secret.
            return Files.readString(file).replaceFirst("\r?\n\\z", "");
        } catch (IOException unreadable) {
            // The cause is left out on purpose: a decoding error may quote the content.
            throw new MissingSecret("The secret in the file " + file
                    + " cannot be read. Give Liftlock's user the right to read it; it has to be UTF-8 text");
        }
    }

    private static String variable(SecretRef reference) {
        return VARIABLE_PREFIX
                + reference.name().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
