// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.vecbridge.harness.connect.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * The way of records from a source's task to a sink's: the source's transformations, the converter
 * to bytes, a partition of each topic, the converter back, the sink's transformations.
 */
public final class RecordPath {
  private final Converter keys;
  private final Converter values;
  private final List<Transformation<SourceRecord>> ofSource = new ArrayList<>();
  private final List<Transformation<SinkRecord>> ofSink = new ArrayList<>();
  private final Map<String, Long> offsets = new HashMap<>();

  /**
   * @param registry for formats whose schemas are not in the records
   */
  public RecordPath(
      RecordFormat format, SchemaRegistry registry, List<Transform> source, List<Transform> sink) {
    this.keys = format.converter(registry, true);
    this.values = format.converter(registry, false);
    source.forEach(transform -> ofSource.add(transform.open()));
    sink.forEach(transform -> ofSink.add(transform.open()));
  }

  /** What a source's transformations leave of its records. */
  public List<SourceRecord> sent(List<SourceRecord> produced) {
    return produced.stream()
        .map(record -> applied(ofSource, record))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What the sink gets of a source's records; those that a transformation drops are missing. */
  public List<SinkRecord> carry(List<SourceRecord> produced) {
    return sent(produced).stream()
        .map(record -> applied(ofSink, converted(record)))
        .filter(Objects::nonNull)
        .toList();
  }

  private SinkRecord converted(SourceRecord sent) {
    String topic = sent.topic();
    byte[] key = keys.fromConnectData(topic, sent.keySchema(), sent.key());
    byte[] value = values.fromConnectData(topic, sent.valueSchema(), sent.value());
    SchemaAndValue readKey = keys.toConnectData(topic, key);
    SchemaAndValue readValue = values.toConnectData(topic, value);
    return new SinkRecord(
        topic,
        0,
        readKey.schema(),
        readKey.value(),
        readValue.schema(),
        readValue.value(),
        offsets.merge(topic, 1L, Long::sum) - 1);
  }

  private static <R extends ConnectRecord<R>> R applied(List<Transformation<R>> chain, R record) {
    R result = record;
    for (Transformation<R> transformation : chain) {
      result = result == null ? null : transformation.apply(result);
    }
    return result;
  }
}
