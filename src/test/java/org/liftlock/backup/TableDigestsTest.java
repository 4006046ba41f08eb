package org.liftlock.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftlock.TestDatabases;
import org.liftlock.descriptor.Compare;

class TableDigestsTest {

    private static final String TABLE = "create table orders (id bigint, note varchar(100), amount numeric(10, 2))";

    @ParameterizedTest
    @EnumSource
    void theOrderOfRowsDoesNotMatter(TestDatabases database) throws SQLException {
        assertThat(digests(database, TABLE, "insert into orders values (1, 'tea', 2.50), (2, 'jam', null)"))
                .isEqualTo(digests(
                        database,
                        TABLE,
                        "insert into orders values (2, 'jam', null)",
                        "insert into orders values (1, 'tea', 2.50)"));
    }

    @ParameterizedTest
    @EnumSource
    void oneChangedValueChangesTheDigest(TestDatabases database) throws SQLException {
        assertThat(digests(database, TABLE, "insert into orders values (1, 'tea', 2.50)"))
                .isNotEqualTo(digests(database, TABLE, "insert into orders values (1, 'tea', 2.51)"));
    }

    @ParameterizedTest
    @EnumSource
    void aNullIsNotAnEmptyText(TestDatabases database) throws SQLException {
        assertThat(digests(database, TABLE, "insert into orders values (1, null, 1)"))
                .isNotEqualTo(digests(database, TABLE, "insert into orders values (1, '', 1)"));
    }

    @ParameterizedTest
    @EnumSource
    void twoRowsAlikeAreNotNone(TestDatabases database) throws SQLException {
        assertThat(digests(
                        database,
                        TABLE,
                        "insert into orders values (1, 'a', 1), (1, 'a', 1), (2, 'b', 1), (2, 'b', 1)"))
                .isNotEqualTo(digests(
                        database,
                        TABLE,
                        "insert into orders values (1, 'a', 1), (1, 'a', 1), (1, 'a', 1), (1, 'a', 1)"));
    }

    @ParameterizedTest
    @EnumSource
    void aValueThatMovedToTheNextColumnChangesTheDigest(TestDatabases database) throws SQLException {
        String table = "create table orders (one varchar(10), two varchar(10))";

        assertThat(digests(database, table, "insert into orders values ('ab', 'c')"))
                .isNotEqualTo(digests(database, table, "insert into orders values ('a', 'bc')"));
    }

    @ParameterizedTest
    @EnumSource
    void aRenamedColumnChangesTheDigest(TestDatabases database) throws SQLException {
        assertThat(digests(database, TABLE, "insert into orders values (1, 'tea', 2.50)"))
                .isNotEqualTo(digests(
                        database,
                        TABLE,
                        "insert into orders values (1, 'tea', 2.50)",
                        "alter table orders rename column note to remark"));
    }

    @ParameterizedTest
    @EnumSource
    void arraysAndLongTextsAreRead(TestDatabases database) throws SQLException {
        String table = database == TestDatabases.H2
                ? "create table orders (tags varchar(20) array, long_text clob, image blob)"
                : "create table orders (tags varchar(20)[], long_text text, image bytea)";
        String image = database == TestDatabases.H2 ? "X'0102'" : "'\\x0102'";

        assertThat(digests(database, table, "insert into orders values (array['a, b'], 'text', " + image + ")"))
                .isNotEqualTo(
                        digests(database, table, "insert into orders values (array['a', 'b'], 'text', " + image + ")"));
        assertThat(digests(database, table, "insert into orders values (null, repeat('x', 40000), " + image + ")"))
                .isNotEqualTo(digests(
                        database, table, "insert into orders values (null, repeat('x', 40001), " + image + ")"));
        assertThat(digests(database, table, "insert into orders values (null, null, " + image + ")"))
                .isNotEqualTo(digests(database, table, "insert into orders values (null, null, null)"));
    }

    private static List<ContentPart> digests(TestDatabases database, String... statements) throws SQLException {
        try (Connection connection = database.empty().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            List<ContentPart> parts = new TableDigests(Compare.EVERYTHING).of(connection);
            assertThat(parts)
                    .hasSize(1)
                    .allSatisfy(part -> assertThat(part.digest()).isPresent());
            return parts;
        }
    }
}
