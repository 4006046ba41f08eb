package org.liftlock.document;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.slf4j.Slf4jLogger;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Makes a PDF of our own well-formed HTML, with a bookmark for each section. It fetches nothing, from nowhere. */
final class PdfWriter {

    /** Comes with PDFBox; holds Latin, Greek and Cyrillic letters, and is embedded. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    static {
        XRLog.setLoggerImpl(new Slf4jLogger());
    }

    private final String style;

    /** @param style what the PDF needs beside the styles of the page */
    PdfWriter(String style) {
        this.style = style;
    }

    byte[] write(String html) {
        Document page = parse(html);
        Element head = (Element) page.getElementsByTagName("head").item(0);
        Element more = page.createElement("style");
        more.setTextContent(style);
        head.appendChild(more);
        head.appendChild(bookmarks(page));
        pictures(page);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .withW3cDocument(page, "")
                    .withProducer("Liftlock")
                    .useUriResolver((base, uri) -> null)
                    .useFont(() -> PDDocument.class.getResourceAsStream(FONT), "Liberation Sans")
                    .toStream(pdf)
                    .run();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The PDF cannot be written", unwritable);
        }
        return pdf.toByteArray();
    }

    /** The renderer shows pages of a PDF as pictures; with SVG it would need a second renderer, and fonts of the machine. */
    private static void pictures(Document page) {
        NodeList found = page.getElementsByTagName("svg");
        while (found.getLength() > 0) {
            Element svg = (Element) found.item(0);
            Element sheet = (Element) svg.getParentNode();
            for (PictureFile.Strip strip : PictureFile.of(svg)) {
                Element image = page.createElement("img");
                image.setAttribute("src", strip.address());
                image.setAttribute("alt", strip.says());
                image.setAttribute("style", "width: " + strip.millimetres() + "mm");
                Element part = page.createElement("div");
                part.setAttribute("class", "strip");
                part.appendChild(image);
                sheet.getParentNode().insertBefore(part, sheet);
            }
            sheet.getParentNode().removeChild(sheet);
        }
    }

    private static Element bookmarks(Document page) {
        Element bookmarks = page.createElement("bookmarks");
        NodeList sections = page.getElementsByTagName("section");
        for (int number = 0; number < sections.getLength(); number++) {
            Element section = (Element) sections.item(number);
            Element bookmark = page.createElement("bookmark");
            bookmark.setAttribute(
                    "name", section.getElementsByTagName("h2").item(0).getTextContent());
            bookmark.setAttribute("href", "#" + section.getAttribute("id"));
            bookmarks.appendChild(bookmark);
        }
        return bookmarks;
    }

    private static Document parse(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | SAXException | IOException notWellFormed) {
            throw new IllegalStateException("The record was not rendered as well-formed HTML", notWellFormed);
        }
    }
}
