// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.event.deserialization.AbstractRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Reads the cells of rows in the form that the connector's types take: numbers; bytes of texts and
 * blobs, of bits (big-endian), of dates and times (as SQL texts in UTC); JSON as text. The formats
 * are those of MySQL's row events.
 */
public final class Cells {
  /** Stands for a value whose type the server named without sending the value. */
  public static final Serializable NOT_SENT = new Serializable() {};

  private static final int TIME_BIAS = 0x800000;
  private static final long DATETIME_BIAS = 0x8000000000L;

  private Cells() {}

  /**
   * The next cell.
   *
   * @param type null for a code that MySQL has not
   * @param meta the column's metadata in the table map
   * @param length for STRING, the most bytes of a value
   */
  static Serializable read(ColumnType type, int meta, int length, ByteArrayInputStream in)
      throws IOException {
    if (type == null) {
      return unknown(meta, in);
    }
    return switch (type) {
      case TINY -> (int) (byte) in.readInteger(1);
      case SHORT -> (int) (short) in.readInteger(2);
      case INT24 -> in.readInteger(3) << 8 >> 8;
      case LONG -> in.readInteger(4);
      case LONGLONG -> in.readLong(8);
      case FLOAT -> Float.intBitsToFloat(in.readInteger(4));
      case DOUBLE -> Double.longBitsToDouble(in.readLong(8));
      case NEWDECIMAL -> decimal(meta, in);
      case YEAR -> year(in.readInteger(1));
      case DATE, NEWDATE -> date(in.readInteger(3));
      case TIME -> time(in.readInteger(3));
      case TIME_V2 -> time2(meta, in);
      case DATETIME -> dateTime(in.readLong(8));
      case DATETIME_V2 -> dateTime2(meta, in);
      case TIMESTAMP -> TemporalCells.timestamp(in.readLong(4), 0);
      case TIMESTAMP_V2 -> TemporalCells.timestamp(bigEndian(4, in), micros(meta, in));
      case BIT -> in.read((((meta >> 8) * 8 + (meta & 0xFF)) + 7) / 8);
      case ENUM -> in.readInteger(length);
      case SET -> in.readLong(length);
      case STRING -> in.read(in.readInteger(length < 256 ? 1 : 2));
      case VARCHAR, VAR_STRING -> in.read(in.readInteger(meta < 256 ? 1 : 2));
      case BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, GEOMETRY, VECTOR ->
          in.read(in.readInteger(meta));
      case JSON -> json(in.read(in.readInteger(meta)));
      default -> throw new IOException("A column of type " + type + " can't be read");
    };
  }

  /** A type of the server's own: it has no metadata, or is preceded by its length like a BLOB. */
  private static Serializable unknown(int meta, ByteArrayInputStream in) throws IOException {
    if (meta == 0) {
      return NOT_SENT;
    }
    return in.read(in.readInteger(meta <= 4 ? meta : meta < 256 ? 1 : 2));
  }

  private static Serializable decimal(int meta, ByteArrayInputStream in) throws IOException {
    int precision = meta & 0xFF;
    int scale = meta >> 8;
    int whole = precision - scale;
    int bytes = whole / 9 * 4 + digits(whole % 9) + scale / 9 * 4 + digits(scale % 9);
    return AbstractRowsEventDataDeserializer.asBigDecimal(precision, scale, in.read(bytes));
  }

  private static int digits(int rest) {
    return (rest + 1) / 2;
  }

  private static Serializable year(int value) {
    return value == 0 ? 0 : 1900 + value;
  }

  private static Serializable date(int value) {
    return TemporalCells.date(value >> 9, value >> 5 & 15, value & 31);
  }

  private static Serializable time(int value) {
    int signed = value << 8 >> 8;
    int all = Math.abs(signed);
    return TemporalCells.time(signed < 0, all / 10_000, all / 100 % 100, all % 100, 0);
  }

  private static Serializable dateTime(long value) {
    long date = value / 1_000_000;
    long time = value % 1_000_000;
    return TemporalCells.dateTime(
        (int) (date / 10_000),
        (int) (date / 100 % 100),
        (int) (date % 100),
        (int) (time / 10_000),
        (int) (time / 100 % 100),
        (int) (time % 100),
        0);
  }

  /** Integer and fraction are one big-endian number, so that negative times sort. */
  private static Serializable time2(int meta, ByteArrayInputStream in) throws IOException {
    int fractionBytes = (meta + 1) / 2;
    long packed = bigEndian(3 + fractionBytes, in);
    long value = packed - ((long) TIME_BIAS << 8 * fractionBytes);
    long all = Math.abs(value);
    long whole = all >> 8 * fractionBytes;
    long fraction = all & (1L << 8 * fractionBytes) - 1;
    return TemporalCells.time(
        value < 0,
        (int) (whole >> 12 & 1023),
        (int) (whole >> 6 & 63),
        (int) (whole & 63),
        toMicros(fraction, fractionBytes));
  }

  private static Serializable dateTime2(int meta, ByteArrayInputStream in) throws IOException {
    long value = bigEndian(5, in) - DATETIME_BIAS;
    long date = value >> 17;
    long months = date >> 5;
    return TemporalCells.dateTime(
        (int) (months / 13),
        (int) (months % 13),
        (int) (date & 31),
        (int) (value >> 12 & 31),
        (int) (value >> 6 & 63),
        (int) (value & 63),
        micros(meta, in));
  }

  private static int micros(int meta, ByteArrayInputStream in) throws IOException {
    int bytes = (meta + 1) / 2;
    return toMicros(bigEndian(bytes, in), bytes);
  }

  private static int toMicros(long fraction, int bytes) {
    return switch (bytes) {
      case 0 -> 0;
      case 1 -> (int) fraction * 10_000;
      case 2 -> (int) fraction * 100;
      default -> (int) fraction;
    };
  }

  private static long bigEndian(int bytes, ByteArrayInputStream in) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.read();
    }
    return value;
  }

  private static Serializable json(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return "null";
    }
    // MySQL's binary form begins with the number of its type, a text with a letter, digit or sign.
    return bytes[0] <= 0x0f ? JsonBinary.parseAsString(bytes) : text(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
