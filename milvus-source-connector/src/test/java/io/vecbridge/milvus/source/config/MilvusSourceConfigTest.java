// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.config.Configuration;
import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.common.source.run.MaskedOptions;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusSourceConfigTest {
  private static final TableId BOOKS = new TableId("db", null, "books");

  @Test
  void theShippedExampleIsValid() throws IOException {
    JsonNode example =
        new ObjectMapper().readTree(Path.of("..", "config", "milvus-source.json").toFile());
    Map<String, String> options = new HashMap<>();
    example
        .path("config")
        .properties()
        .forEach(e -> options.put(e.getKey(), e.getValue().asText()));

    options.put("precheck.skip", "milvus.reachable");
    assertThat(options).containsEntry("connector.class", MilvusSourceConnector.class.getName());
    assertThat(problems(options)).isEmpty();
    assertThat(new MilvusSourceConnector().config().validate(options))
        .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
  }

  @Test
  void theDefaultsKeepQuietCollectionsFreshAndTheHeapBounded() {
    MilvusSourceConfig config = config(Map.of());
    assertThat(config.getHeartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.getMaxQueueSizeInBytes()).isEqualTo(64L << 20);
    assertThat(config.getExecutorShutdownTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.getSkippedOperations()).isEmpty();
    assertThat(config.isEmitTombstoneOnDelete()).isTrue();
    assertThat(config.isSchemaChangesHistoryEnabled()).isTrue();
    assertThat(config.snapshot().mode()).isEqualTo(SnapshotMode.INITIAL);
  }

  @Test
  void whatTheOperatorSetsWins() {
    MilvusSourceConfig config =
        config(Map.of("heartbeat.interval.ms", "0", "skipped.operations", "c,d"));
    assertThat(config.getHeartbeatInterval()).isZero();
    assertThat(config.getSkippedOperations())
        .containsExactlyInAnyOrder(Operation.CREATE, Operation.DELETE);
  }

  @ParameterizedTest
  @CsvSource({
    "skipped.operations, u, 'the upsert of a new row is a ''u'' too'",
    "skipped.operations, x, 'Expected c, d, t or none'",
    "event.processing.failure.handling.mode, skip, 'Only ''fail'' is valid'",
    "snapshot.mode, never, 'initial'",
    "snapshot.fetch.size, 20000, '16384'",
    "vector.encoding, json, 'array'",
    "milvus.uri, 'localhost:19530', 'http'",
    "change.log.start.timestamp, yesterday, 'ISO-8601'",
    "collection.include.list, '[', '['",
    "streaming.rate.limit.rows.per.second, -1, 'at least 0'",
    "precheck.skip, all, 'There is no check ''all'''",
    "row.filter.overrides, db.books, 'row.filter.overrides.db.books'",
    "snapshot.filter.overrides, db.books, 'snapshot.filter.overrides.db.books'",
    "row.filter.overrides, books, '''books'' is not of the form <database>.<name>.'"
  })
  void aValueThatMakesNoSenseIsRefusedAtItsKey(String key, String value, String words) {
    Map<String, String> options = minimal();
    options.put(key, value);
    assertThat(problems(options)).containsOnlyKeys(key);
    assertThat(problems(options).get(key)).anySatisfy(text -> assertThat(text).contains(words));
  }

  @Test
  void onlyALogInKafkaNeedsItsServers() {
    Map<String, String> options = minimal();
    options.remove("change.log.kafka.bootstrap.servers");
    for (String reader : List.of("auto", "dump_messages", "none")) {
      options.put("change.log.reader", reader);
      assertThat(problems(options)).isEmpty();
    }
    options.put("change.log.reader", "kafka");
    assertThat(problems(options).get("change.log.kafka.bootstrap.servers"))
        .anySatisfy(text -> assertThat(text).contains("change.log.reader=dump_messages"));
  }

  @Test
  void theLogIsReadFromKafkaIfItsServersAreKnown() {
    assertThat(config(Map.of()).changeLog().readsKafka()).isTrue();
    assertThat(config(Map.of("change.log.reader", "kafka")).changeLog().readsKafka()).isTrue();
    Map<String, String> none = Map.of("change.log.kafka.bootstrap.servers", " ");
    assertThat(config(none).changeLog().readsKafka()).isFalse();
    assertThat(config(none).changeLog().enabled()).isTrue();
    Map<String, String> dump = Map.of("change.log.reader", "dump_messages");
    assertThat(config(dump).changeLog().readsKafka()).isFalse();
    assertThat(config(dump).changeLog().retention()).isEqualTo(Duration.ofHours(72));
  }

  @Test
  void filtersMatchWholeNamesAndTellUpperFromLowerCase() {
    FilterOptions filters =
        config(
                Map.of(
                    "database.include.list", "db",
                    "collection.include.list", "db[.]boo.*,db[.]x",
                    "collection.exclude.list", "db[.]book",
                    "field.exclude.list", "db[.]books[.]secret"))
            .filters();
    assertThat(filters.includesCollection(BOOKS)).isTrue();
    assertThat(filters.includesCollection(new TableId("db", null, "book"))).isFalse();
    assertThat(filters.includesCollection(new TableId("db", null, "Books"))).isFalse();
    assertThat(filters.includesCollection(new TableId("other", null, "books"))).isFalse();
    assertThat(filters.fieldsOf(BOOKS).test("secret")).isFalse();
    assertThat(filters.fieldsOf(BOOKS).test("secrets")).isTrue();
  }

  @Test
  void aDatabaseIsExcludedWithAllOfItsCollections() {
    FilterOptions filters =
        config(Map.of("database.include.list", "d.*", "database.exclude.list", "db")).filters();
    assertThat(filters.includesDatabase("default")).isTrue();
    assertThat(filters.includesDatabase("db")).isFalse();
    assertThat(filters.includesDatabase("other")).isFalse();
    assertThat(filters.includesCollection(BOOKS)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"row.filter.overrides", "snapshot.filter.overrides"})
  void rowFiltersBelongToTheirCollectionUnderBothNames(String option) {
    MilvusSourceConfig config =
        config(Map.of(option, "db.books", option + ".db.books", " year > 2020 "));
    assertThat(config.filters().rows().of(BOOKS)).isEqualTo("year > 2020");
    assertThat(config.filters().rows().of(new TableId("db", null, "other"))).isEmpty();
    assertThat(config.filters().rows().names()).containsExactly("db.books");
  }

  @ParameterizedTest
  @ValueSource(strings = {"row.filter.overrides", "snapshot.filter.overrides"})
  void aConditionOfACollectionThatIsNotNamedIsRefused(String option) {
    Map<String, String> options = minimal();
    options.put(option, "db.films");
    options.put(option + ".db.films", "year > 2020");
    options.put(option + ".db.books", "year > 2020");
    assertThat(problems(options))
        .isEqualTo(
            Map.of(
                option,
                List.of(
                    "The option "
                        + option
                        + ".db.books has a condition, but "
                        + option
                        + " doesn't name its collection or table. Name it there.")));
  }

  @Test
  void theLogsConsumerGetsTheOptionsOfItsPrefix() {
    MilvusSourceConfig config =
        config(
            Map.of(
                "change.log.kafka.security.protocol", "SASL_SSL",
                "change.log.start.timestamp", "2026-01-31T12:00:00Z"));
    assertThat(config.changeLog().consumerProperties("milvus", "0"))
        .containsEntry("client.id", "milvus-change-log-0")
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(config.changeLog().startTimestamp()).contains(Instant.parse("2026-01-31T12:00:00Z"));
  }

  @Test
  void secretsAreNotShown() {
    Map<String, String> options = minimal();
    options.put("milvus.token", "root:hidden");
    options.put("change.log.kafka.sasl.jaas.config", "hidden");
    options.put("change.log.kafka.ssl.keystore.key", "hidden");
    options.put("change.log.kafka.ssl.key.password", "hidden");
    options.put("key.converter.basic.auth.user.info", "hidden");

    assertThat(
            new MaskedOptions(MilvusSourceConfig.OPTIONS.fields())
                .of(Configuration.from(options))
                .asMap())
        .containsEntry("milvus.uri", "http://localhost:19530")
        .hasSize(options.size())
        .allSatisfy((name, value) -> assertThat(value).doesNotContain("hidden"));
  }

  private static Map<String, String> minimal() {
    Map<String, String> options = new HashMap<>();
    options.put("topic.prefix", "milvus");
    options.put("precheck.skip", "milvus.reachable");
    options.put("milvus.uri", "http://localhost:19530");
    options.put("change.log.kafka.bootstrap.servers", "kafka:9092");
    return options;
  }

  private static MilvusSourceConfig config(Map<String, String> options) {
    Map<String, String> all = minimal();
    all.putAll(options);
    return new MilvusSourceConfig(MilvusSourceConfig.OPTIONS.withDefaults(Configuration.from(all)));
  }

  private static Map<String, List<String>> problems(Map<String, String> options) {
    Map<String, List<String>> problems = new HashMap<>();
    for (ConfigValue value : new MilvusSourceConnector().validate(options).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        problems.put(value.name(), value.errorMessages());
      }
    }
    return problems;
  }
}
