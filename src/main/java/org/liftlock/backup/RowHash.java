package org.liftlock.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import org.liftlock.naming.Digest;

/** Hashes the rows of one table; every value goes in with its kind and length, so that no two rows read the same. */
final class RowHash {

    private static final byte NULL = 0;
    private static final byte TEXT = 1;
    private static final byte BYTES = 2;
    private static final byte LARGE = 3;
    private static final byte LIST = 4;

    private final int[] types;
    private final String columns;
    private final MessageDigest row = Digest.sha256();

    RowHash(ResultSetMetaData table) throws SQLException {
        types = new int[table.getColumnCount()];
        StringBuilder names = new StringBuilder();
        for (int column = 1; column <= types.length; column++) {
            types[column - 1] = table.getColumnType(column);
            names.append(table.getColumnName(column))
                    .append('\0')
                    .append(table.getColumnTypeName(column))
                    .append('\0');
        }
        columns = names.toString();
    }

    byte[] of(ResultSet rows) throws SQLException {
        for (int column = 1; column <= types.length; column++) {
            switch (types[column - 1]) {
                case Types.BLOB, Types.LONGVARBINARY -> large(rows.getBinaryStream(column));
                case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR ->
                    large(rows.getCharacterStream(column));
                case Types.BINARY, Types.VARBINARY -> bytes(BYTES, rows.getBytes(column));
                case Types.ARRAY -> value(rows.getArray(column));
                default -> text(rows.getString(column));
            }
        }
        return row.digest();
    }

    Digest table(long count, byte[] sum) {
        return Digest.of(columns + count + "\0" + HexFormat.of().formatHex(sum));
    }

    private void value(Object value) throws SQLException {
        if (value instanceof Array array) {
            list((Object[]) array.getArray());
        } else if (value instanceof Object[] inner) {
            list(inner);
        } else if (value instanceof byte[] bytes) {
            bytes(BYTES, bytes);
        } else {
            text(value == null ? null : value.toString());
        }
    }

    private void list(Object[] values) throws SQLException {
        row.update(LIST);
        row.update(ByteBuffer.allocate(8).putLong(values.length).array());
        for (Object value : values) {
            value(value);
        }
    }

    private void text(String text) {
        bytes(TEXT, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte kind, byte[] bytes) {
        if (bytes == null) {
            row.update(NULL);
            return;
        }
        row.update(kind);
        row.update(ByteBuffer.allocate(8).putLong(bytes.length).array());
        row.update(bytes);
    }

    private void large(InputStream stream) throws SQLException {
        if (stream == null) {
            row.update(NULL);
            return;
        }
        MessageDigest content = Digest.sha256();
        byte[] piece = new byte[1 << 14];
        try (stream) {
            for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                content.update(piece, 0, read);
            }
        } catch (IOException unreadable) {
            throw new SQLException("A large value cannot be read: " + unreadable.getMessage(), unreadable);
        }
        bytes(LARGE, content.digest());
    }

    private void large(Reader reader) throws SQLException {
        if (reader == null) {
            row.update(NULL);
            return;
        }
        MessageDigest content = Digest.sha256();
        char[] piece = new char[1 << 14];
        try (reader) {
            for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
                // Code units, so that a surrogate pair cut by the end of a piece reads the same as a whole one.
                ByteBuffer units = ByteBuffer.allocate(2 * read);
                units.asCharBuffer().put(piece, 0, read);
                content.update(units);
            }
        } catch (IOException unreadable) {
            throw new SQLException("A large value cannot be read: " + unreadable.getMessage(), unreadable);
        }
        bytes(LARGE, content.digest());
    }
}
