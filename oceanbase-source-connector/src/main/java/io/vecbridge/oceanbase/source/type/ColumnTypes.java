// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TypeText;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/** The table of all types that the source reads. */
public final class ColumnTypes {
  private final Map<String, Function<TypeText, ColumnType>> types;

  /**
   * @param encoding how VECTOR columns are sent
   */
  public ColumnTypes(VectorEncoding encoding) {
    types =
        Map.ofEntries(
            Map.entry("boolean", text -> new IntegerType(16, 64)),
            Map.entry("tinyint", text -> integer(text, 16, 16, 8)),
            Map.entry("smallint", text -> integer(text, 16, 32, 16)),
            Map.entry("mediumint", text -> integer(text, 32, 32, 24)),
            Map.entry("int", text -> integer(text, 32, 64, 32)),
            Map.entry("integer", text -> integer(text, 32, 64, 32)),
            Map.entry("bigint", ColumnTypes::bigint),
            Map.entry("decimal", ColumnTypes::decimal),
            Map.entry("float", text -> new FloatType()),
            Map.entry("double", text -> new DoubleType()),
            Map.entry("bit", text -> new BitType(text.argument(0, 1))),
            Map.entry("date", text -> PointType.date()),
            Map.entry("time", text -> new TimeType()),
            Map.entry("datetime", text -> PointType.dateTime(text.argument(0, 0))),
            Map.entry("timestamp", text -> PointType.timestamp(text.argument(0, 0))),
            Map.entry("year", text -> new YearType()),
            Map.entry("char", text -> TextType.text(text.charset())),
            Map.entry("varchar", text -> TextType.text(text.charset())),
            Map.entry("tinytext", text -> TextType.largeText(text.charset())),
            Map.entry("text", text -> TextType.largeText(text.charset())),
            Map.entry("mediumtext", text -> TextType.largeText(text.charset())),
            Map.entry("longtext", text -> TextType.largeText(text.charset())),
            Map.entry("string", text -> TextType.largeText(text.charset())),
            Map.entry("binary", text -> new BinaryType(text.argument(0, 1), false)),
            Map.entry("varbinary", text -> new BinaryType(0, false)),
            Map.entry("tinyblob", text -> new BinaryType(0, true)),
            Map.entry("blob", text -> new BinaryType(0, true)),
            Map.entry("mediumblob", text -> new BinaryType(0, true)),
            Map.entry("longblob", text -> new BinaryType(0, true)),
            Map.entry("enum", text -> new OptionType(text.options(), false)),
            Map.entry("set", text -> new OptionType(text.options(), true)),
            Map.entry("json", text -> TextType.json()),
            Map.entry("vector", text -> new VectorType(text.argument(0, 0), encoding)),
            Map.entry("sparsevector", text -> new SparseVectorType()),
            Map.entry("geometry", text -> new GeometryType()),
            Map.entry("array", text -> array(TypeText.of(text.arguments()), 1)));
  }

  /**
   * The type of a column. Asked once, when a table is loaded.
   *
   * @throws ConnectException for a type that the source does not read; the message names the
   *     column, its type and the option that leaves it out
   */
  public ColumnType of(TableName table, ColumnDefinition column) {
    TypeText text = TypeText.of(column.type(), column.collation());
    Function<TypeText, ColumnType> found = types.get(text.family());
    ColumnType type = found == null ? null : found.apply(text);
    if (type == null) {
      throw new ConnectException(
          "Column \""
              + column.name()
              + "\" of table \""
              + table
              + "\" has type "
              + column.type()
              + ", which this connector does not read. Leave the column out with"
              + " column.exclude.list, or the table with table.exclude.list.");
    }
    return type;
  }

  /** The name that records give a column's type, such as {@code BIGINT UNSIGNED}. */
  public static String wireName(ColumnDefinition column) {
    return TypeText.of(column.type()).wireName();
  }

  private static ColumnType integer(TypeText text, int bits, int unsignedBits, int width) {
    return text.unsigned()
        ? new IntegerType(unsignedBits, width)
        : new IntegerType(bits, Long.SIZE);
  }

  private static ColumnType bigint(TypeText text) {
    return text.unsigned() ? new DecimalType(20, 0) : new IntegerType(64, 64);
  }

  private static ColumnType decimal(TypeText text) {
    return new DecimalType(text.argument(0, 10), text.argument(1, 0));
  }

  private static ColumnType array(TypeText element, int depth) {
    if (element.name().equals("array")) {
      return array(TypeText.of(element.arguments()), depth + 1);
    }
    ElementType type = ElementType.of(element);
    return type == null ? null : new ArrayType(type, depth);
  }
}
