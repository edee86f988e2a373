// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.debezium.transforms.ByLogicalTableRouter;
import io.debezium.transforms.ExtractNewRecordState;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.Transformation;

/** A transformation with its options, for the records of a source or of a sink. */
public record Transform(Kind kind, Map<String, String> options) {
  /** The transformations that users of Debezium need most. */
  public enum Kind {
    EXTRACT_NEW_RECORD_STATE,
    REGEX_ROUTER,
    REPLACE_FIELD_OF_KEY,
    REPLACE_FIELD_OF_VALUE,
    BY_LOGICAL_TABLE_ROUTER
  }

  /**
   * @param options name and value in turn
   */
  public static Transform of(Kind kind, String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return new Transform(kind, map);
  }

  <R extends ConnectRecord<R>> Transformation<R> open() {
    Transformation<R> transformation =
        switch (kind) {
          case EXTRACT_NEW_RECORD_STATE -> new ExtractNewRecordState<>();
          case REGEX_ROUTER -> new RegexRouter<>();
          case REPLACE_FIELD_OF_KEY -> new ReplaceField.Key<>();
          case REPLACE_FIELD_OF_VALUE -> new ReplaceField.Value<>();
          case BY_LOGICAL_TABLE_ROUTER -> new ByLogicalTableRouter<>();
        };
    transformation.configure(options);
    return transformation;
  }
}
