package io.rapat.app.database;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a value of a column is written in a backup, the same for both databases. Every value is
/// text: JSON's numbers don't hold 64 bits in every reader.
enum ColumnKind {
  TEXT,
  BOOLEAN,
  INTEGER,
  DECIMAL,
  INSTANT,
  DATE,
  IDENTIFIER,
  BYTES;

  /// @param jdbcType of [Types]
  /// @param name the database's own name of the type: PostgreSQL says `TIMESTAMP` for both kinds of
  ///   timestamps, and `OTHER` for a UUID
  static Optional<ColumnKind> of(int jdbcType, String name) {
    if (name.equalsIgnoreCase("uuid")) {
      return Optional.of(IDENTIFIER);
    }
    return switch (jdbcType) {
      case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.CLOB -> Optional.of(TEXT);
      case Types.BOOLEAN, Types.BIT -> Optional.of(BOOLEAN);
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Optional.of(INTEGER);
      case Types.NUMERIC, Types.DECIMAL -> Optional.of(DECIMAL);
      case Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of(INSTANT);
      case Types.TIMESTAMP ->
          name.equalsIgnoreCase("timestamptz") ? Optional.of(INSTANT) : Optional.empty();
      case Types.DATE -> Optional.of(DATE);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Optional.of(BYTES);
      default -> Optional.empty();
    };
  }

  @Nullable String read(ResultSet row, int column) throws SQLException {
    Object value =
        switch (this) {
          case TEXT -> row.getString(column);
          case BOOLEAN -> row.getBoolean(column);
          case INTEGER -> row.getLong(column);
          case DECIMAL -> row.getBigDecimal(column);
          case INSTANT -> row.getObject(column, OffsetDateTime.class);
          case DATE -> row.getObject(column, LocalDate.class);
          case IDENTIFIER -> row.getObject(column, UUID.class);
          case BYTES -> row.getBytes(column);
        };
    return value == null || row.wasNull() ? null : text(value);
  }

  private static String text(Object value) {
    return switch (value) {
      case OffsetDateTime time -> time.toInstant().toString();
      case BigDecimal decimal -> decimal.toPlainString();
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      default -> value.toString();
    };
  }

  void write(PreparedStatement statement, int parameter, @Nullable String text)
      throws SQLException {
    if (text == null) {
      statement.setNull(parameter, nullType());
      return;
    }
    switch (this) {
      case TEXT -> statement.setString(parameter, text);
      case BOOLEAN -> statement.setBoolean(parameter, Boolean.parseBoolean(text));
      case INTEGER -> statement.setLong(parameter, Long.parseLong(text));
      case DECIMAL -> statement.setBigDecimal(parameter, new BigDecimal(text));
      case INSTANT ->
          statement.setObject(parameter, java.time.Instant.parse(text).atOffset(ZoneOffset.UTC));
      case DATE -> statement.setObject(parameter, LocalDate.parse(text));
      case IDENTIFIER -> statement.setObject(parameter, UUID.fromString(text));
      case BYTES -> statement.setBytes(parameter, Base64.getDecoder().decode(text));
    }
  }

  private int nullType() {
    return switch (this) {
      case TEXT -> Types.VARCHAR;
      case BOOLEAN -> Types.BOOLEAN;
      case INTEGER -> Types.BIGINT;
      case DECIMAL -> Types.NUMERIC;
      case INSTANT -> Types.TIMESTAMP_WITH_TIMEZONE;
      case DATE -> Types.DATE;
      case IDENTIFIER -> Types.OTHER;
      case BYTES -> Types.BINARY;
    };
  }
}
