// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;

/** A converter, from structs to bytes or back, as a task's thread calls it for each record. */
final class DrivenConverter implements Contender {
  private static final String TOPIC = "milvus.default.documents";

  private final String name;
  private final Converter converter;
  private final ConverterRows data;
  private final List<byte[]> written = new ArrayList<>();

  private DrivenConverter(String name, Converter converter, ConverterRows data) {
    this.name = name;
    this.converter = converter;
    this.data = data;
    converter.configure(Map.of("schemas.enable", "true"), false);
  }

  static DrivenConverter writing(String name, Converter converter, ConverterRows data) {
    return new DrivenConverter(name + " writes", converter, data);
  }

  static DrivenConverter reading(String name, Converter converter, ConverterRows data) {
    DrivenConverter reading = new DrivenConverter(name + " reads", converter, data);
    for (Struct value : data.values()) {
      reading.written.add(converter.fromConnectData(TOPIC, data.schema(), value));
    }
    return reading;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int rows() {
    return data.values().size();
  }

  @Override
  public double run() {
    long bytes = 0;
    int structs = 0;
    long began = System.nanoTime();
    if (written.isEmpty()) {
      for (Struct value : data.values()) {
        bytes += converter.fromConnectData(TOPIC, data.schema(), value).length;
      }
    }
    for (byte[] json : written) {
      structs += converter.toConnectData(TOPIC, json).value() instanceof Struct ? 1 : 0;
    }
    long nanos = System.nanoTime() - began;
    if (bytes == 0 && structs != rows()) {
      throw new IllegalStateException(name + " reads no structs");
    }
    return rows() * 1e9 / nanos;
  }
}
