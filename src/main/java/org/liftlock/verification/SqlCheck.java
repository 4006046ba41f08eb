package org.liftlock.verification;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.springframework.stereotype.Component;

/**
 * Asks a database: one statement or several in one transaction that is always rolled back, so a check may write and read
 * back and still leaves nothing behind. The value is the first column of the last statement's first row; with
 * {@code many: true} all rows.
 */
@Component
class SqlCheck implements ValueType {

    private static final int MOST_ROWS = 1000;

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String usualExpectation() {
        return "the statement to run";
    }

    @Override
    public String value(Check check) throws SQLException {
        Settings login = check.settings().has("login") ? check.settings().below("login") : check.settings();
        SqlAddress address = new SqlAddress(login.required("url"));
        int limitSeconds = Math.toIntExact(Math.max(1, check.limit().toSeconds()));
        Properties properties = address.properties(limitSeconds);
        login.text("user").ifPresent(user -> properties.setProperty("user", user));
        login.text("password")
                .ifPresent(password ->
                        properties.setProperty("password", check.secrets().reveal(password)));
        try (Connection connection = DriverManager.getConnection(address.url(), properties)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(limitSeconds);
                statement.setMaxRows(MOST_ROWS);
                return last(statement, check.settings());
            } finally {
                connection.rollback();
            }
        }
    }

    private static String last(Statement statement, Settings settings) throws SQLException {
        boolean many = settings.text("many").filter("true"::equals).isPresent();
        String value = "";
        for (String sql : settings.requiredTexts("statements", "sql")) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    value = many ? all(rows) : first(rows);
                }
            } else {
                value = String.valueOf(statement.getUpdateCount());
            }
        }
        return value;
    }

    private static String first(ResultSet rows) throws SQLException {
        return rows.next() ? text(rows.getObject(1)) : "";
    }

    private static String all(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                values.add(text(rows.getObject(column)));
            }
            lines.add(String.join(" ", values));
        }
        return String.join("\n", lines);
    }

    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
