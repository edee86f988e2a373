// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.apicurio.registry.utils.converter.AvroConverter;
import io.vecbridge.harness.connect.SchemaRegistry;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;

/** The formats that records have in Kafka, each with its converter. */
public enum RecordFormat {
  JSON_WITH_SCHEMAS {
    @Override
    Converter converter(SchemaRegistry registry, boolean key) {
      Converter converter = new io.vecbridge.converter.JsonConverter();
      converter.configure(Map.of("schemas.enable", "true"), key);
      return converter;
    }
  },

  /** Decimals are numbers: as base64, the default, they lack their scale. */
  JSON_WITHOUT_SCHEMAS {
    @Override
    Converter converter(SchemaRegistry registry, boolean key) {
      JsonConverter converter = new JsonConverter();
      converter.configure(Map.of("schemas.enable", "false", "decimal.format", "NUMERIC"), key);
      return converter;
    }
  },

  AVRO {
    @Override
    Converter converter(SchemaRegistry registry, boolean key) {
      Converter converter = new AvroConverter<>();
      converter.configure(
          Map.of("apicurio.registry.url", registry.url(), "apicurio.registry.auto-register", true),
          key);
      return converter;
    }
  };

  /**
   * @param registry for formats whose schemas are not in the records
   */
  abstract Converter converter(SchemaRegistry registry, boolean key);

  public boolean hasSchemas() {
    return this != JSON_WITHOUT_SCHEMAS;
  }
}
