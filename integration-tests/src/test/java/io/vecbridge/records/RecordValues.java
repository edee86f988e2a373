// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** Records in a form that equals another one if all their values do, whatever carries them. */
public final class RecordValues {
  private RecordValues() {}

  /** Topic, key and value of each record. */
  public static List<Map<String, Object>> of(List<? extends ConnectRecord<?>> records) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ConnectRecord<?> record : records) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("topic", record.topic());
      one.put("key", plain(record.key()));
      one.put("value", plain(record.value()));
      all.add(one);
    }
    return all;
  }

  private static Object plain(Object value) {
    if (value instanceof Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      for (Field field : struct.schema().fields()) {
        fields.put(field.name() + ":" + field.schema().name(), plain(struct.get(field)));
      }
      return fields;
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list.stream().map(RecordValues::plain).toList());
    }
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
  }
}
