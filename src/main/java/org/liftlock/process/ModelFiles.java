package org.liftlock.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Finds models and forms, in the jar or in directories given at run time. A file keeps the same name wherever it came
 * from ({@code processes/upgrade.bpmn}), so that another way of running is not another version. What begins with a dot is
 * for the Modeler, or a file half written by an editor, and no model.
 */
final class ModelFiles {

    private static final String MODELS = "processes";
    private static final String FORMS = "forms";

    private final PathMatchingResourcePatternResolver classPath = new PathMatchingResourcePatternResolver();
    private final String modelDirectory;
    private final String formDirectory;

    /** @param modelDirectory directory to read in place of the one in the jar; blank for the jar's own */
    ModelFiles(String modelDirectory, String formDirectory) {
        this.modelDirectory = modelDirectory;
        this.formDirectory = formDirectory;
    }

    /** As a deployment of them is marked, see {@link ModelSet}. */
    String source() {
        return modelDirectory.isBlank() && formDirectory.isBlank() ? ModelSet.RELEASE : ModelSet.FOLDER;
    }

    /** For people. */
    String where() {
        return Stream.of(modelDirectory, formDirectory)
                .filter(directory -> !directory.isBlank())
                .reduce((one, other) -> one + " and " + other)
                .orElse("the jar");
    }

    List<ModelGate.Model> read() {
        List<ModelGate.Model> models = new ArrayList<>();
        for (String kind : List.of("bpmn", "dmn")) {
            models.addAll(read(MODELS, modelDirectory, kind));
        }
        models.addAll(read(FORMS, formDirectory, "form"));
        models.sort(Comparator.comparing(ModelGate.Model::resource));
        return models;
    }

    private List<ModelGate.Model> read(String folder, String directory, String kind) {
        try {
            return directory.isBlank() ? ofClassPath(folder, kind) : ofDirectory(folder, Path.of(directory), kind);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The " + folder + " cannot be read from " + (directory.isBlank() ? "the jar" : directory), e);
        }
    }

    private List<ModelGate.Model> ofClassPath(String folder, String kind) throws IOException {
        List<ModelGate.Model> models = new ArrayList<>();
        for (Resource found : classPath.getResources("classpath*:" + folder + "/**/*." + kind)) {
            String url = found.getURL().toString();
            String name = url.substring(url.lastIndexOf("/" + folder + "/") + 1);
            if (isHidden(name)) {
                continue;
            }
            models.add(new ModelGate.Model(name, found.getContentAsString(StandardCharsets.UTF_8)));
        }
        return models;
    }

    private static List<ModelGate.Model> ofDirectory(String folder, Path directory, String kind) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory.toAbsolutePath() + " is not a directory");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<ModelGate.Model> models = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith("." + kind)).toList()) {
                String name =
                        folder + "/" + directory.relativize(file).toString().replace('\\', '/');
                if (isHidden(name)) {
                    continue;
                }
                models.add(new ModelGate.Model(name, Files.readString(file)));
            }
            return models;
        }
    }

    private static boolean isHidden(String name) {
        return name.contains("/.");
    }
}
