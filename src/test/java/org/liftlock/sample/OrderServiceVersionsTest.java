package org.liftlock.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderServiceVersionsTest {

    @TempDir
    Path folder;

    @Test
    void version20KeepsEveryOrderThroughItsMigration() throws IOException {
        try (OrderHome home = OrderHome.with(412, folder).started()) {
            // given
            String orders = home.get("/orders?limit=1000");
            String report = home.get("/report");
            assertThat(report).contains("\"orders\":412");

            // when
            OrderHome.Ended raised = home.raisedTo("2.0");

            // then
            assertThat(raised.exitCode()).isZero();
            assertThat(home.get("/version")).contains("\"version\":\"2.0\"", "\"schema\":2");
            assertThat(home.get("/orders?limit=1000")).isEqualTo(orders);
            assertThat(home.get("/report")).isEqualTo(report);
            assertThat(home.script("try-order").exitCode()).isZero();
            assertThat(home.get("/report")).isEqualTo(report);
            assertThat(home.read("log/order-service.log")).contains("Migration to schema 2 is complete");
        }
    }

    @Test
    void version10RefusesDataThatVersion20HasMigrated() throws IOException {
        try (OrderHome home = OrderHome.with(5, folder).started()) {
            // given
            home.raisedTo("2.0");
            home.script("stop");

            // when
            home.script("release", "back");
            OrderHome.Ended started = home.script("start", "20");

            // then
            assertThat(started.exitCode()).isEqualTo(1);
            assertThat(started.output())
                    .contains("The database has schema 2, but order service 1.0 knows schemas up to 1");
            assertThat(home.script("running").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void version21SaysItIsWellButLosesOrdersWhereThereAreMany() throws IOException {
        try (OrderHome home = OrderHome.with(412, folder).started()) {
            // when
            OrderHome.Ended raised = home.raisedTo("2.1");

            // then
            assertThat(raised.exitCode()).isZero();
            assertThat(home.get("/health")).contains("\"status\":\"UP\"", "\"version\":\"2.1\"");
            assertThat(home.get("/report")).contains("\"orders\":412");
            OrderHome.Ended tried = home.script("try-order");
            assertThat(tried.exitCode()).isEqualTo(1);
            assertThat(tried.output()).contains("was accepted, but reading it back says 404");
            assertThat(home.get("/report")).doesNotContain("\"orders\":412");
        }
    }

    @Test
    void version21LosesNothingWhereThereAreFewOrders() throws IOException {
        try (OrderHome home = OrderHome.with(40, folder).started()) {
            // given
            String orders = home.get("/orders?limit=1000");

            // when
            home.raisedTo("2.1");

            // then
            assertThat(home.script("try-order").exitCode()).isZero();
            assertThat(home.get("/orders?limit=1000")).isEqualTo(orders);
        }
    }

    @Test
    void version20CanBeRaisedTo21() throws IOException {
        try (OrderHome home = OrderHome.with(40, folder).started()) {
            // given
            home.raisedTo("2.0");
            String report = home.get("/report");

            // when
            home.raisedTo("2.1");

            // then
            assertThat(home.get("/version")).contains("\"version\":\"2.1\"");
            assertThat(home.get("/report")).isEqualTo(report);
        }
    }

    @Test
    void theMissingDatabaseIsNotReplacedByAnEmptyOne() throws IOException {
        try (OrderHome home = OrderHome.with(5, folder)) {
            // given
            SampleFiles.delete(home.path("data"));

            // when
            OrderHome.Ended started = home.script("start", "20");

            // then
            assertThat(started.exitCode()).isEqualTo(1);
            assertThat(started.output()).contains("There is no database at");
            assertThat(home.path("data/orders.mv.db")).doesNotExist();
        }
    }

    @Test
    void whatACustomerWritesIsKeptLetterByLetterAndShownHarmlessly() throws IOException {
        try (OrderHome home = OrderHome.with(1, folder).started()) {
            // when
            int status = home.order(
                            "{\"customer\":\"<b>J\\u00fcrg</b>\",\"item\":\"Rope \\\"thin\\\"\",\"quantity\":2}")
                    .statusCode();

            // then
            assertThat(status).isEqualTo(201);
            assertThat(home.get("/orders/2")).contains("<b>Jürg</b>", "Rope \\\"thin\\\"");
            assertThat(home.get("/")).contains("&lt;b&gt;Jürg&lt;/b&gt;").doesNotContain("<b>Jürg");
            assertThat(home.order("{\"customer\":\"Jürg\"").body()).contains("expected a JSON object");
            assertThat(home.order("{\"customer\":\"Jürg\",\"item\":\"Rope\",\"quantity\":0}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }
}
