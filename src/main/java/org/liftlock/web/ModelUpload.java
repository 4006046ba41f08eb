package org.liftlock.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.liftlock.process.ModelGate;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

/** Model files as browsers and programs send them. */
final class ModelUpload {

    /** The largest shipped model has a fifth of it. */
    static final int LARGEST = 1024 * 1024;

    private static final int MOST = 50;

    private ModelUpload() {}

    /** One model as the body of a request. */
    static ModelGate.Model read(String name, InputStream body) throws IOException {
        byte[] content = body.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new MaxUploadSizeExceededException(LARGEST);
        }
        return new ModelGate.Model(fileName(name), new String(content, StandardCharsets.UTF_8));
    }

    /** Files of a form; a part without a file, which browsers send for a field left empty, is none. */
    static List<ModelGate.Model> read(List<MultipartFile> parts) throws IOException {
        List<ModelGate.Model> models = new ArrayList<>();
        for (MultipartFile part : parts) {
            if (!part.isEmpty()) {
                models.add(read(part.getOriginalFilename(), part.getInputStream()));
            }
        }
        if (models.isEmpty() || models.size() > MOST) {
            throw new IllegalArgumentException(
                    "Send 1 to " + MOST + " files in the field \"file\": models (.bpmn, .dmn)"
                            + " and forms (.form). These are " + models.size() + ".");
        }
        return models;
    }

    private static String fileName(String given) {
        String name =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        if (!name.matches("[^\\p{Cntrl}]{1,200}\\.(bpmn|dmn|form)")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" is no name of a model: it ends in .bpmn, .dmn or .form and has up to 200 letters.");
        }
        return name;
    }
}
