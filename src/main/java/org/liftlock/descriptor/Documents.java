package org.liftlock.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.descriptor.Value.Fields;

/** Reads a file of one or more documents and checks the form of each against its schema. */
final class Documents {

    private Documents() {}

    /** The documents of a text; those with a problem are told, and left out. */
    static List<Document> read(String text, String file, Problems problems) {
        List<Document> documents = new ArrayList<>();
        for (Value value : DocumentReader.read(text, Layer.SYSTEM, file, problems)) {
            document(value, text, problems).ifPresent(documents::add);
        }
        if (documents.isEmpty() && !problems.any()) {
            problems.add(
                    new Place(Layer.SYSTEM, file, 0),
                    "",
                    "",
                    "a document that starts with one of " + String.join(", ", DocumentType.keys()),
                    "The file is empty; nothing was read.");
        }
        return documents;
    }

    private static Optional<Document> document(Value value, String text, Problems problems) {
        Optional<DocumentType> type = value instanceof Fields fields ? DocumentType.of(fields) : Optional.empty();
        if (type.isEmpty()) {
            untyped(value, problems);
            return Optional.empty();
        }
        Fields fields = (Fields) value.in(type.get().layer());
        Problems own = new Problems();
        Shape.check(type.get(), fields, own);
        problems.addAll(own.all());
        return own.any()
                ? Optional.empty()
                : Optional.of(
                        new Document(type.get(), fields.text(type.get().key()).orElse(""), fields, text));
    }

    private static void untyped(Value value, Problems problems) {
        String first = value instanceof Fields fields && !fields.map().isEmpty()
                ? fields.map().keySet().iterator().next()
                : "";
        problems.add(
                value.place(),
                first,
                first,
                "a document with one of the keys " + String.join(", ", DocumentType.keys()),
                "Start it with what it describes, for example system: order-service.",
                Nearest.to(first, DocumentType.keys()));
    }
}
