package org.liftlock.document;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A {@link Drawing} as pages of a PDF: a wide one in strips, so that its words can be read on paper. */
final class PictureFile {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final double PAGE_MILLIMETRES = 178;

    /** Words are then about two thirds of the size they have in the model. */
    private static final double WIDEST = 1000;

    /** A circle of four curves. */
    private static final float CURVE = 0.5523f;

    private final PDPageContentStream page;
    private final PDFont font;
    private final double left;
    private final double bottom;

    private PictureFile(PDPageContentStream page, PDFont font, double left, double bottom) {
        this.page = page;
        this.font = font;
        this.left = left;
        this.bottom = bottom;
    }

    /** @param address the picture itself */
    record Strip(String address, String says, String millimetres) {}

    static List<Strip> of(Element svg) {
        double[] view = Stream.of(svg.getAttribute("viewBox").split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        int count = (int) Math.ceil(view[2] / WIDEST);
        double width = view[2] / count;
        String says = svg.getElementsByTagName("title").item(0).getTextContent() + ". "
                + svg.getElementsByTagName("desc").item(0).getTextContent();
        List<Strip> strips = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String part = count == 1 ? says : "Part " + (number + 1) + " of " + count + ", from left to right. " + says;
            byte[] pdf = strip(svg, view[0] + number * width, view[1], width, view[3]);
            strips.add(new Strip(
                    "data:application/pdf;base64," + Base64.getEncoder().encodeToString(pdf),
                    part,
                    Long.toString(Math.round(Math.min(PAGE_MILLIMETRES, width * PAGE_MILLIMETRES / 700)))));
        }
        return strips;
    }

    private static byte[] strip(Element svg, double left, double top, double width, double height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage sheet = new PDPage(new PDRectangle((float) width, (float) height));
            document.addPage(sheet);
            PDFont font = PDType0Font.load(document, Font.LETTERS, true);
            try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                PictureFile picture = new PictureFile(content, font, left, top + height);
                for (Node node = svg.getFirstChild(); node != null; node = node.getNextSibling()) {
                    if (node instanceof Element element) {
                        picture.paint(element);
                    }
                }
            }
            document.save(out);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("A picture of the record cannot be written", unwritable);
        }
        return out.toByteArray();
    }

    private void paint(Element shape) throws IOException {
        switch (shape.getTagName()) {
            case "rect" -> rect(shape);
            case "circle" -> circle(shape);
            case "polygon" -> lines(shape, true);
            case "polyline" -> lines(shape, false);
            case "text" -> text(shape);
            default -> {
                return;
            }
        }
    }

    private void rect(Element shape) throws IOException {
        float x = x(number(shape, "x"));
        float y = y(number(shape, "y") + number(shape, "height"));
        float width = (float) number(shape, "width");
        float height = (float) number(shape, "height");
        float r = (float) number(shape, "rx");
        float c = r * (1 - CURVE);
        page.moveTo(x + r, y);
        page.lineTo(x + width - r, y);
        page.curveTo(x + width - c, y, x + width, y + c, x + width, y + r);
        page.lineTo(x + width, y + height - r);
        page.curveTo(x + width, y + height - c, x + width - c, y + height, x + width - r, y + height);
        page.lineTo(x + r, y + height);
        page.curveTo(x + c, y + height, x, y + height - c, x, y + height - r);
        page.lineTo(x, y + r);
        page.curveTo(x, y + c, x + c, y, x + r, y);
        page.closePath();
        finish(shape);
    }

    private void circle(Element shape) throws IOException {
        float x = x(number(shape, "cx"));
        float y = y(number(shape, "cy"));
        float r = (float) number(shape, "r");
        float c = r * CURVE;
        page.moveTo(x - r, y);
        page.curveTo(x - r, y + c, x - c, y + r, x, y + r);
        page.curveTo(x + c, y + r, x + r, y + c, x + r, y);
        page.curveTo(x + r, y - c, x + c, y - r, x, y - r);
        page.curveTo(x - c, y - r, x - r, y - c, x - r, y);
        page.closePath();
        finish(shape);
    }

    private void lines(Element shape, boolean closed) throws IOException {
        boolean first = true;
        for (String point : shape.getAttribute("points").split(" ")) {
            String[] at = point.split(",");
            float x = x(Double.parseDouble(at[0]));
            float y = y(Double.parseDouble(at[1]));
            if (first) {
                page.moveTo(x, y);
            } else {
                page.lineTo(x, y);
            }
            first = false;
        }
        if (closed) {
            page.closePath();
        }
        finish(shape);
    }

    private void finish(Element shape) throws IOException {
        boolean filled = !shape.getAttribute("fill").equals("none");
        boolean drawn = !shape.getAttribute("stroke").equals("none");
        if (filled) {
            page.setNonStrokingColor(Color.decode(shape.getAttribute("fill")));
        }
        if (drawn) {
            page.setStrokingColor(Color.decode(shape.getAttribute("stroke")));
            page.setLineWidth((float) number(shape, "stroke-width"));
            page.setLineDashPattern(dashes(shape.getAttribute("stroke-dasharray")), 0);
        }
        if (filled && drawn) {
            page.fillAndStroke();
        } else if (filled) {
            page.fill();
        } else {
            page.stroke();
        }
    }

    private static float[] dashes(String pattern) {
        if (pattern.isEmpty()) {
            return new float[0];
        }
        String[] lengths = pattern.split(" ");
        return new float[] {Float.parseFloat(lengths[0]), Float.parseFloat(lengths[1])};
    }

    private void text(Element shape) throws IOException {
        String words = shape.getTextContent();
        float size = (float) number(shape, "font-size");
        float width;
        try {
            width = font.getStringWidth(words) / 1000 * size;
        } catch (IllegalArgumentException lettersThatTheFontLacks) {
            words = words.replaceAll("[^\\x20-\\x7e]", "?");
            width = font.getStringWidth(words) / 1000 * size;
        }
        page.setNonStrokingColor(Color.decode(shape.getAttribute("fill")));
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x(number(shape, "x")) - width / 2, y(number(shape, "y")));
        page.showText(words);
        page.endText();
    }

    private float x(double x) {
        return (float) (x - left);
    }

    /** In a PDF the page grows upwards. */
    private float y(double y) {
        return (float) (bottom - y);
    }

    private static double number(Element shape, String attribute) {
        return Double.parseDouble(shape.getAttribute(attribute));
    }

    /** Read once. */
    private static final class Font {

        private static final TrueTypeFont LETTERS = letters();

        private static TrueTypeFont letters() {
            try (InputStream font = PDDocument.class.getResourceAsStream(FONT)) {
                return new TTFParser().parse(new RandomAccessReadBuffer(font));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
