package org.liftlock.proposal;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.liftlock.process.ModelGate;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Takes a file apart. */
final class Parts {

    private Parts() {}

    /** @throws IllegalArgumentException when the file cannot be read */
    static Map<String, Part> of(ModelGate.Model model) {
        if (model.isForm()) {
            return FormParts.of(model);
        }
        Document document = read(model);
        return model.isDecision() ? new TableParts(document).all() : new ProcessParts(document).all();
    }

    static Document read(ModelGate.Model model) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(model.content())));
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException(model.resource() + " is not XML that can be read", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("This Java cannot read XML safely", e);
        }
    }

    static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** Text with its line breaks and indents made single blanks. */
    static String line(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
