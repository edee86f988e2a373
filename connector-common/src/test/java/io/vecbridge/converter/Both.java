// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/** Our converter and Connect's, with the same options. */
record Both(JsonConverter ours, org.apache.kafka.connect.json.JsonConverter connects) {
  static Both configured(Map<String, String> options) {
    Both both = new Both(new JsonConverter(), new org.apache.kafka.connect.json.JsonConverter());
    both.ours.configure(options, false);
    both.connects.configure(options, false);
    return both;
  }

  void close() {
    ours.close();
    connects.close();
  }

  /** What came of the same in both, a failure included. */
  record Outcomes(String ours, String connects) {
    void assertEqual() {
      assertThat(ours).isEqualTo(connects);
    }
  }

  /** Null if the value can't be written, as one that needs a default that isn't to be used. */
  byte[] json(String topic, Schema schema, Object value) {
    try {
      return connects.fromConnectData(topic, schema, value);
    } catch (DataException e) {
      return null;
    }
  }

  Outcomes written(String topic, Schema schema, Object value) {
    return outcomes(converter -> text(converter.fromConnectData(topic, schema, value)));
  }

  Outcomes read(String topic, byte[] json) {
    return outcomes(converter -> text(converter.toConnectData(topic, json)));
  }

  private Outcomes outcomes(Function<Converter, String> step) {
    return new Outcomes(outcome(() -> step.apply(ours)), outcome(() -> step.apply(connects)));
  }

  private static String outcome(Supplier<String> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return e.getClass() + ": " + e.getMessage();
    }
  }

  private static String text(byte[] json) {
    return json == null ? "none" : new String(json, StandardCharsets.UTF_8);
  }

  private String text(SchemaAndValue data) {
    return connects.asJsonSchema(data.schema()) + " " + text(data.value());
  }

  /** A value with its types, in which all zeros are the same. */
  private static String text(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema().fields().stream()
          .map(field -> field.name() + "=" + text(struct.getWithoutDefault(field.name())))
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(",", "map(", ")"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Both::text).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof byte[] bytes) {
      return "bytes " + Base64.getEncoder().encodeToString(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      return "buffer " + text(buffer.array());
    } else if (value instanceof Float number) {
      return "float " + (number + 0f);
    } else if (value instanceof Double number) {
      return "double " + (number + 0.0);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
