package org.liftlock.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftlock.document.ExampleRecord.digest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordRendererTest {

    private static final RecordRenderer RENDERER = new RecordRenderer();
    private static final String HTML = RENDERER.html(ExampleRecord.JSON);
    private static PDDocument pdf;

    @BeforeAll
    static void printIt() throws IOException {
        pdf = Loader.loadPDF(RENDERER.pdf(ExampleRecord.JSON));
    }

    @AfterAll
    static void close() throws IOException {
        pdf.close();
    }

    @Test
    void thePageHoldsTheFactsOfTheRecord() {
        assertThat(HTML)
                .contains("<h1>order-service: 1.10 to 2.0</h1>")
                .contains("19 What this record does not hold")
                .contains(digest("plan"), digest("entry4"), digest("conf2"))
                .contains("Łódź");
    }

    @Test
    void theModelsAreDrawnWithThePathTaken() throws IOException {
        assertThat(HTML)
                .contains("role=\"img\"", ">Upgrade (upgrade, version 1): Preparation</title>")
                .contains("Done: ")
                .doesNotContain(">Upgrade (upgrade, version 1): Closing</title>");
        assertThat(text(1, pdf.getNumberOfPages())).contains("Plan upgrade", "Did not succeed");
    }

    @Test
    void whatPeopleWroteIsTextAndNeverMarkup() {
        assertThat(HTML)
                .contains("&lt;script&gt;alert(&quot;4711&quot;)&lt;/script&gt; &amp; more")
                .doesNotContain("<script");
    }

    @Test
    void thePageNeedsNothingButItself() {
        assertThat(HTML)
                .doesNotContain("src=")
                .doesNotContain("<link")
                .doesNotContain("url(")
                .doesNotContain("@import");
    }

    @Test
    void theContentPolicyAllowsTheStylesOfThePageAndNothingElse() {
        assertThat(RENDERER.contentPolicy())
                .matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}=' 'sha256-[A-Za-z0-9+/]{43}=';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void thePdfHasABookmarkForEachSection() {
        List<String> bookmarks = new ArrayList<>();
        for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
            bookmarks.add(item.getTitle());
        }

        assertThat(bookmarks)
                .hasSize(19)
                .startsWith("1 Summary", "2 Versions before and after")
                .contains("18 The chain of entries");
    }

    @Test
    void aBookmarkLeadsToThePageItsSectionBeginsOn() throws IOException {
        for (PDOutlineItem item : pdf.getDocumentCatalog().getDocumentOutline().children()) {
            int page = pdf.getPages().indexOf(item.findDestinationPage(pdf)) + 1;

            assertThat(text(page, page)).as(item.getTitle()).contains(item.getTitle());
        }
    }

    @Test
    void everyPageOfThePdfSaysWhichOneOfWhichUpgradeItIs() throws IOException {
        int pages = pdf.getNumberOfPages();

        assertThat(pages).isBetween(4, 30);
        for (int page = 1; page <= pages; page++) {
            assertThat(text(page, page))
                    .contains("Page " + page + " of " + pages)
                    .contains("UPG-2026-0007, order-service: 1.10 to 2.0");
        }
    }

    @Test
    void thePdfSaysTheSameAsThePage() throws IOException {
        String text = text(1, pdf.getNumberOfPages()).replaceAll("\\s+", " ");

        assertThat(text)
                .contains("<script>alert(\"4711\")</script> & more")
                .contains("Łódź")
                .contains("restored and compared, 412 rows equal; restored in 18.8 s")
                .contains("Reports are slow");
        assertThat(text.replace(" ", "")).contains(digest("plan"), digest("entry4"), digest("conf2"));
    }

    private static String text(int from, int until) throws IOException {
        PDFTextStripper reader = new PDFTextStripper();
        reader.setSortByPosition(true);
        reader.setStartPage(from);
        reader.setEndPage(until);
        return reader.getText(pdf);
    }
}
