// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.oceanbase.table.TypeText;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.Float32;
import io.vecbridge.common.value.Float64;
import io.vecbridge.common.value.UnfitValueException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Function;

/**
 * The table of types: what a column of information_schema is. Anything that is not listed is read
 * as a type that the connector does not write.
 */
public final class ColumnTypes {
  /**
   * FLOAT. Bound as the double of the same value: the shortest text of a float (3.4028235e38) would
   * be out of range for the server.
   */
  private static final ColumnType FLOAT = schema -> value -> (double) Float32.of(value);

  /** DOUBLE. Integers and decimals that a double would round are refused. */
  private static final ColumnType DOUBLE = schema -> Float64::of;

  /** A type that this connector does not write; rows without a value for it pass. */
  private static final ColumnType UNKNOWN =
      schema ->
          value -> {
            throw new UnfitValueException("the connector does not write columns of this type");
          };

  private final Map<String, Function<TypeText, ColumnType>> types;

  /**
   * @param binaryVectors whether vectors are bound as bytes
   */
  public ColumnTypes(boolean binaryVectors) {
    types =
        Map.ofEntries(
            Map.entry("tinyint", text -> integer(text, 8)),
            Map.entry("smallint", text -> integer(text, 16)),
            Map.entry("mediumint", text -> integer(text, 24)),
            Map.entry("int", text -> integer(text, 32)),
            Map.entry("integer", text -> integer(text, 32)),
            Map.entry("bigint", text -> integer(text, 64)),
            Map.entry("boolean", text -> IntegerType.signed(8)),
            Map.entry("decimal", ColumnTypes::decimal),
            Map.entry("float", text -> rounded(text, FLOAT)),
            Map.entry("double", text -> rounded(text, DOUBLE)),
            Map.entry("bit", text -> new BitType(text.argument(0, 1))),
            Map.entry("char", text -> new TextType(text.argument(0, 1), false, true)),
            Map.entry("varchar", text -> new TextType(text.argument(0, 262_144), false)),
            Map.entry("tinytext", text -> new TextType(255, true)),
            Map.entry("text", text -> new TextType(65_535, true)),
            Map.entry("mediumtext", text -> new TextType(16_777_215, true)),
            Map.entry("longtext", text -> new TextType(536_870_910, true)),
            Map.entry("binary", text -> new BinaryType(text.argument(0, 1), true)),
            Map.entry("varbinary", text -> new BinaryType(text.argument(0, 1_048_576))),
            Map.entry("tinyblob", text -> new BinaryType(255)),
            Map.entry("blob", text -> new BinaryType(65_535)),
            Map.entry("mediumblob", text -> new BinaryType(16_777_215)),
            Map.entry("longblob", text -> new BinaryType(536_870_910)),
            Map.entry("date", text -> TemporalTypes.date()),
            Map.entry("datetime", text -> TemporalTypes.dateTime(text.argument(0, 0))),
            Map.entry("timestamp", text -> TemporalTypes.dateTime(text.argument(0, 0))),
            Map.entry("time", text -> TemporalTypes.time(text.argument(0, 0))),
            Map.entry("year", text -> TemporalTypes.year()),
            // Their values stand unescaped in information_schema: the server itself checks them.
            Map.entry("enum", text -> new TextType(262_144, false)),
            Map.entry("set", text -> new TextType(262_144, false)),
            Map.entry("json", text -> new JsonType()),
            Map.entry("vector", text -> new VectorType(text.argument(0, 0), binaryVectors)),
            Map.entry("sparsevector", text -> VectorType.sparse()),
            Map.entry("geometry", text -> new GeometryType()),
            Map.entry("array", text -> new ArrayType(parse(text.arguments()))));
  }

  /**
   * @param columnType as information_schema has it, such as {@code bigint(20) unsigned}
   */
  public ColumnType parse(String columnType) {
    TypeText text = TypeText.of(columnType);
    Function<TypeText, ColumnType> type = types.get(text.family());
    return type == null ? UNKNOWN : type.apply(text);
  }

  private static ColumnType integer(TypeText text, int bits) {
    return text.unsigned() ? IntegerType.unsigned(bits) : IntegerType.signed(bits);
  }

  /** FLOAT(7,3) and the like: the server rounds, so values with further digits are refused. */
  private static ColumnType rounded(TypeText text, ColumnType type) {
    int scale = text.argument(1, -1);
    int digits = text.argument(0, 0) - scale;
    if (scale < 0) {
      return type;
    }
    return schema -> {
      Converter converter = type.from(schema);
      return value -> {
        double number = (double) converter.convert(value);
        BigDecimal kept = new BigDecimal(number).setScale(scale, RoundingMode.HALF_EVEN);
        boolean same =
            text.name().equals("float")
                ? kept.floatValue() == (float) number
                : kept.doubleValue() == number;
        if (!same || (kept.signum() != 0 && kept.precision() - kept.scale() > digits)) {
          throw new UnfitValueException(
              "the number has more than "
                  + digits
                  + " digits before or "
                  + scale
                  + " after the"
                  + " decimal point");
        }
        return number;
      };
    };
  }

  private static ColumnType decimal(TypeText text) {
    return new DecimalType(text.argument(0, 10), text.argument(1, 0), text.unsigned());
  }
}
