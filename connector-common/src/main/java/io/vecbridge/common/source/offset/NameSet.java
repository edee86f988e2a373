// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Names in one text that Connect stores: separated by commas, or compressed if they are many,
 * because a record of Connect's internal topics has about 1 MB at most.
 */
public final class NameSet {
  private static final String COMPRESSED = "gzip:";
  private static final int LONGEST_PLAIN = 100_000;

  private NameSet() {}

  /** The text of the names, which have no commas. */
  public static String text(Collection<String> names) {
    String plain = String.join(",", names);
    return plain.length() <= LONGEST_PLAIN ? plain : COMPRESSED + compress(plain);
  }

  /**
   * The names of a text.
   *
   * @throws ConnectException if it claims to be compressed and isn't
   */
  public static List<String> of(String text) {
    String plain =
        text.startsWith(COMPRESSED) ? uncompress(text.substring(COMPRESSED.length())) : text;
    return plain.isEmpty() ? List.of() : List.of(plain.split(",", -1));
  }

  private static String compress(String plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
      compressed.write(plain.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String uncompress(String text) {
    try (GZIPInputStream plain =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConnectException(
          "A stored list of names is damaged. Remove it (/connectors/<name>/offsets).", e);
    }
  }
}
