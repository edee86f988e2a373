// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.vecbridge.common.sink.config.TargetNameFormat;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;

/** Names the target collection of a table, by mapping or format. */
public final class TargetNames {
  private static final int LONGEST = 255;
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*");

  private final TargetNameFormat names;

  public TargetNames(CollectionConfig config) {
    this.names = config.names();
  }

  /**
   * @throws ConnectException if Milvus does not accept the name; the message says which option to
   *     change
   */
  public String of(SourceName source) {
    String mapped = names.mapped(source);
    String name = mapped != null ? mapped : source.fill(names.format());
    if (!LEGAL.matcher(name).matches() || name.length() > LONGEST) {
      throw new ConnectException(
          "Milvus does not accept the collection name '"
              + name
              + "': names have up to "
              + LONGEST
              + " letters, digits and underscores and don't begin with a digit. Map the table to"
              + " another one with "
              + CollectionConfig.MAPPINGS
              + ".");
    }
    return name;
  }
}
