package org.liftlock.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.liftlock.naming.Digest;
import picocli.CommandLine;

/**
 * The part of Liftlock that works on stores, with the libraries it needs, as one jar: a tenth of the whole. Named by its
 * content, as the launcher's script is.
 */
record CarriedProgram(String path, byte[] content) {

    /** Of our own classes those that are needed; all of the jars in which these classes of others lie. */
    private static final Set<String> ROOMS =
            Set.of("backup", "channel", "descriptor", "launcher", "naming", "security");

    private static final List<Class<?>> LIBRARIES = List.of(
            CommandLine.class,
            JsonFactory.class,
            JsonProperty.class,
            JsonMapper.class,
            Jdk8Module.class,
            JavaTimeModule.class,
            org.h2.Driver.class,
            org.postgresql.Driver.class);

    private static CarriedProgram packed;

    /** Packed when the first target needs it. */
    static synchronized CarriedProgram get() {
        if (packed == null) {
            byte[] jar = pack();
            packed = new CarriedProgram("lib/liftlock-store-" + Digest.of(jar).brief() + ".jar", jar);
        }
        return packed;
    }

    private static byte[] pack() {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            collect(CarriedProgram.class, CarriedProgram::isNeeded, files);
            for (Class<?> library : LIBRARIES) {
                collect(library, name -> !name.startsWith("META-INF/") && !name.equals("module-info.class"), files);
            }
            return zipped(files);
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("The store program cannot be packed for other machines", unreadable);
        }
    }

    private static boolean isNeeded(String name) {
        String[] steps = name.split("/");
        return name.startsWith("org/liftlock/") && steps.length > 3 && ROOMS.contains(steps[2]);
    }

    /** All files beside a class, from the jar or the folder it lies in. */
    private static void collect(Class<?> anchor, Predicate<String> wanted, Map<String, byte[]> files)
            throws IOException, URISyntaxException {
        String own = anchor.getName().replace('.', '/') + ".class";
        URL here = anchor.getClassLoader().getResource(own);
        if (here.openConnection() instanceof JarURLConnection packed) {
            JarFile jar = packed.getJarFile();
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && wanted.test(entry.getName())) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        files.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
            return;
        }
        Path root = Path.of(here.toURI());
        for (int step = 0; step < own.split("/").length; step++) {
            root = root.getParent();
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (wanted.test(name)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0); // the same content has the same name, whenever it was packed
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return jar.toByteArray();
    }
}
