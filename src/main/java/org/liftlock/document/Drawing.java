package org.liftlock.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * One sheet of a model as SVG, with the path taken. What became of an element is told by its border as well as by its
 * colour, so that it can be read on paper without colours. Only shapes that {@link PictureFile} knows are used.
 */
final class Drawing {

    private static final PDFont MEASURE = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    private static final double SIZE = 11;
    private static final double LINE = 13;
    private static final int MARGIN = 20;
    private static final String INK = "#17252b";
    private static final String FAINT = "#5f6d74";

    private final StringBuilder svg = new StringBuilder();
    private final Map<String, String> marks;
    private final Set<String> taken;

    private Drawing(Map<String, String> marks, Set<String> taken) {
        this.marks = marks;
        this.taken = taken;
    }

    /** How a line is named among those taken. */
    static String line(String from, String to) {
        return from + " to " + to;
    }

    /**
     * @param id of this picture among those of the document
     * @param marks what became of the elements, by id: visited, active, cancelled or failed
     * @param taken the lines that were, as {@link #line} names them
     */
    static String of(
            JsonNode sheet, Map<String, String> marks, Set<String> taken, String id, String title, String says) {
        return new Drawing(marks, taken).draw(sheet, id, title, says);
    }

    private String draw(JsonNode sheet, String id, String title, String says) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        List<double[]> corners = new ArrayList<>();
        sheet.path("shapes").forEach(shape -> {
            corners.add(numbers(shape.path("bounds")));
            if (shape.has("label")) {
                corners.add(numbers(shape.path("label")));
            }
        });
        sheet.path("lines").forEach(line -> {
            double[] points = numbers(line.path("points"));
            for (int at = 0; at + 1 < points.length; at += 2) {
                corners.add(new double[] {points[at], points[at + 1], 0, 0});
            }
        });
        for (double[] box : corners) {
            left = Math.min(left, box[0]);
            top = Math.min(top, box[1]);
            right = Math.max(right, box[0] + box[2]);
            bottom = Math.max(bottom, box[1] + box[3]);
        }
        long x = Math.round(left) - MARGIN;
        long y = Math.round(top) - MARGIN;
        long width = Math.round(right) - x + MARGIN;
        long height = Math.round(bottom) - y + MARGIN;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" role=\"img\" aria-labelledby=\"%s-title %s-says\""
                        .formatted(id, id));
        svg.append(
                " viewBox=\"%d %d %d %d\" width=\"%d\" height=\"%d\" font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\">"
                        .formatted(x, y, width, height, width, height));
        svg.append("<title id=\"%s-title\">%s</title>".formatted(id, escaped(title)));
        svg.append("<desc id=\"%s-says\">%s</desc>".formatted(id, escaped(says)));
        rect(x, y, width, height, 0, "#ffffff", "none", 0, "");
        sheet.path("lines").forEach(line -> line(line, false));
        sheet.path("lines").forEach(line -> line(line, true));
        sheet.path("shapes").forEach(this::shape);
        sheet.path("lines").forEach(line -> label(line, line.path("name").asText()));
        return svg.append("</svg>").toString();
    }

    /** Those taken lie above the others. */
    private void line(JsonNode line, boolean wanted) {
        double[] points = numbers(line.path("points"));
        boolean went =
                taken.contains(line(line.path("from").asText(), line.path("to").asText()));
        if (points.length < 4 || went != wanted) {
            return;
        }
        String ink = went ? INK : "#9aa6ab";
        polyline(points, ink, went ? 3 : 1.2);
        double endX = points[points.length - 2];
        double endY = points[points.length - 1];
        double angle = Math.atan2(endY - points[points.length - 3], endX - points[points.length - 4]);
        polygon(
                new double[] {
                    endX,
                    endY,
                    endX - 11 * Math.cos(angle - 0.4),
                    endY - 11 * Math.sin(angle - 0.4),
                    endX - 11 * Math.cos(angle + 0.4),
                    endY - 11 * Math.sin(angle + 0.4)
                },
                ink,
                ink,
                1,
                "");
    }

    private void shape(JsonNode shape) {
        double[] box = numbers(shape.path("bounds"));
        String type = shape.path("type").asText();
        String mark = marks.getOrDefault(shape.path("id").asText(), "");
        String fill = fill(mark);
        String ink = mark.isEmpty() ? "#9aa6ab" : INK;
        double width = mark.isEmpty() ? 1.2 : 3;
        String dashes = dashes(mark);
        double middleX = box[0] + box[2] / 2;
        double middleY = box[1] + box[3] / 2;
        if (type.endsWith("Gateway")) {
            polygon(
                    new double[] {middleX, box[1], box[0] + box[2], middleY, middleX, box[1] + box[3], box[0], middleY},
                    fill,
                    ink,
                    width,
                    dashes);
            gateway(type, middleX, middleY, ink);
        } else if (type.endsWith("Event")) {
            event(shape, type, middleX, middleY, box[2] / 2, fill, ink, width, dashes);
        } else {
            rect(
                    box[0],
                    box[1],
                    box[2],
                    box[3],
                    10,
                    fill,
                    ink,
                    type.equals("callActivity") ? width + 1.5 : width,
                    dashes);
            inside(shape.path("name").asText(), box, mark.isEmpty() ? FAINT : INK);
            activity(shape, type, box, ink);
        }
        if (mark.equals("failed")) {
            cross(box[0] + box[2] - 4, box[1] + 4, 7);
        }
        if (!type.contains("ask") && !type.equals("callActivity") && !type.equals("subProcess")) {
            label(shape, shape.path("name").asText());
        }
    }

    private static String fill(String mark) {
        return switch (mark) {
            case "visited" -> "#dff0e6";
            case "failed" -> "#fbdcd8";
            case "active" -> "#fff1c9";
            case "cancelled" -> "#e9edef";
            default -> "#ffffff";
        };
    }

    private static String dashes(String mark) {
        return switch (mark) {
            case "active" -> "10 5";
            case "cancelled" -> "2 4";
            default -> "";
        };
    }

    private void gateway(String type, double x, double y, String ink) {
        if (type.startsWith("exclusive")) {
            polyline(new double[] {x - 8, y - 8, x + 8, y + 8}, ink, 3);
            polyline(new double[] {x - 8, y + 8, x + 8, y - 8}, ink, 3);
        } else if (type.startsWith("parallel")) {
            polyline(new double[] {x - 11, y, x + 11, y}, ink, 3);
            polyline(new double[] {x, y - 11, x, y + 11}, ink, 3);
        } else {
            circle(x, y, 12, "none", ink, 1.5, "");
            circle(x, y, 8, "none", ink, 1.5, "");
        }
    }

    private void event(
            JsonNode shape,
            String type,
            double x,
            double y,
            double radius,
            String fill,
            String ink,
            double width,
            String dashes) {
        circle(x, y, radius, fill, ink, type.equals("endEvent") ? width + 1.5 : width, dashes);
        if (!type.equals("startEvent") && !type.equals("endEvent")) {
            circle(x, y, radius - 4, "none", ink, 1.2, type.startsWith("non") ? "4 3" : "");
        }
        switch (shape.path("event").asText()) {
            case "timer" -> {
                circle(x, y, radius * 0.5, "none", ink, 1.2, "");
                polyline(new double[] {x, y - radius * 0.4, x, y, x + radius * 0.3, y}, ink, 1.5);
            }
            case "message" -> {
                rect(x - 8, y - 5, 16, 11, 0, "#ffffff", ink, 1.2, "");
                polyline(new double[] {x - 8, y - 5, x, y + 1, x + 8, y - 5}, ink, 1.2);
            }
            case "error" -> polyline(new double[] {x - 7, y + 6, x - 2, y - 5, x + 2, y + 4, x + 7, y - 7}, ink, 2);
            case "terminate" -> circle(x, y, radius * 0.5, ink, ink, 1, "");
            default -> {}
        }
    }

    private void activity(JsonNode shape, String type, double[] box, String ink) {
        if (type.equals("userTask")) {
            circle(box[0] + 13, box[1] + 10, 4, "none", ink, 1.2, "");
            polyline(
                    new double[] {
                        box[0] + 6,
                        box[1] + 22,
                        box[0] + 9,
                        box[1] + 15,
                        box[0] + 17,
                        box[1] + 15,
                        box[0] + 20,
                        box[1] + 22
                    },
                    ink,
                    1.2);
        }
        double x = box[0] + box[2] / 2;
        double bottom = box[1] + box[3];
        if (type.equals("subProcess") || type.equals("callActivity")) {
            rect(x - 6, bottom - 15, 12, 12, 0, "none", ink, 1.2, "");
            polyline(new double[] {x - 4, bottom - 9, x + 4, bottom - 9}, ink, 1.2);
            polyline(new double[] {x, bottom - 13, x, bottom - 5}, ink, 1.2);
        }
        if (shape.path("many").asBoolean()) {
            for (int bar = 0; bar < 3; bar++) {
                polyline(new double[] {x + 12 + bar * 4, bottom - 15, x + 12 + bar * 4, bottom - 3}, ink, 2);
            }
        }
    }

    private void cross(double x, double y, double arm) {
        circle(x, y, arm + 3, "#ffffff", "#a4271d", 2, "");
        polyline(new double[] {x - arm + 2, y - arm + 2, x + arm - 2, y + arm - 2}, "#a4271d", 3);
        polyline(new double[] {x - arm + 2, y + arm - 2, x + arm - 2, y - arm + 2}, "#a4271d", 3);
    }

    private void inside(String name, double[] box, String ink) {
        List<String> lines = wrapped(name, box[2] - 12);
        double y = box[1] + box[3] / 2 - (lines.size() - 1) * LINE / 2 + SIZE * 0.35;
        for (String line : lines) {
            text(line, box[0] + box[2] / 2, y, ink);
            y += LINE;
        }
    }

    private void label(JsonNode named, String name) {
        if (name.isEmpty()) {
            return;
        }
        double[] box = named.has("label") ? numbers(named.path("label")) : beside(named);
        double y = box[1] + SIZE;
        for (String line : wrapped(name, Math.max(box[2], 60) + 20)) {
            text(line, box[0] + box[2] / 2, y, INK);
            y += LINE;
        }
    }

    /** Where a model does not say: below a node, at the beginning of a line. */
    private static double[] beside(JsonNode named) {
        if (named.has("bounds")) {
            double[] box = numbers(named.path("bounds"));
            return new double[] {box[0] + box[2] / 2 - 45, box[1] + box[3] + 4, 90, 14};
        }
        double[] points = numbers(named.path("points"));
        return points.length < 2 ? new double[] {0, 0, 60, 14} : new double[] {points[0] + 4, points[1] - 16, 60, 14};
    }

    private static List<String> wrapped(String text, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && length(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static double length(String text) {
        try {
            return MEASURE.getStringWidth(text) / 1000 * SIZE;
        } catch (IOException | IllegalArgumentException otherLetters) {
            return text.length() * 0.6 * SIZE;
        }
    }

    private void rect(
            double x,
            double y,
            double width,
            double height,
            double round,
            String fill,
            String ink,
            double pen,
            String dashes) {
        svg.append("<rect x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(n(y))
                .append("\" width=\"")
                .append(n(width))
                .append("\" height=\"")
                .append(n(height))
                .append("\" rx=\"")
                .append(n(round))
                .append('"');
        painted(fill, ink, pen, dashes);
    }

    private void circle(double x, double y, double radius, String fill, String ink, double pen, String dashes) {
        svg.append("<circle cx=\"")
                .append(n(x))
                .append("\" cy=\"")
                .append(n(y))
                .append("\" r=\"")
                .append(n(radius))
                .append('"');
        painted(fill, ink, pen, dashes);
    }

    private void polygon(double[] points, String fill, String ink, double pen, String dashes) {
        svg.append("<polygon points=\"").append(points(points)).append('"');
        painted(fill, ink, pen, dashes);
    }

    private void polyline(double[] points, String ink, double pen) {
        svg.append("<polyline points=\"").append(points(points)).append('"');
        painted("none", ink, pen, "");
    }

    private void painted(String fill, String ink, double pen, String dashes) {
        svg.append(" fill=\"")
                .append(fill)
                .append("\" stroke=\"")
                .append(ink)
                .append("\" stroke-width=\"")
                .append(n(pen))
                .append('"');
        if (!dashes.isEmpty()) {
            svg.append(" stroke-dasharray=\"").append(dashes).append('"');
        }
        svg.append("/>");
    }

    private void text(String text, double x, double y, String ink) {
        svg.append("<text x=\"")
                .append(n(x))
                .append("\" y=\"")
                .append(n(y))
                .append("\" font-size=\"")
                .append(n(SIZE))
                .append("\" text-anchor=\"middle\" fill=\"")
                .append(ink)
                .append("\">")
                .append(escaped(text))
                .append("</text>");
    }

    private static String points(double[] points) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + 1 < points.length; at += 2) {
            text.append(at > 0 ? " " : "").append(n(points[at])).append(',').append(n(points[at + 1]));
        }
        return text.toString();
    }

    private static String n(double number) {
        double tenths = Math.round(number * 10) / 10.0;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : Double.toString(tenths);
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = list.get(at).asDouble();
        }
        return numbers;
    }

    private static String escaped(String text) {
        return Legible.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
