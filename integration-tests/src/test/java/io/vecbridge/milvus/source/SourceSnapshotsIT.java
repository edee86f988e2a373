// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.client.MilvusClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots that begin while a collection is streamed. */
@ExtendWith(ClusterExtension.class)
class SourceSnapshotsIT {
  private final Cluster cluster;
  private final MilvusClient milvus;

  SourceSnapshotsIT(Cluster cluster) {
    this.cluster = cluster;
    this.milvus = new MilvusClient(cluster.milvus().uri());
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void aDroppedPartitionLeavesTheRowsOfTheOthersInTheTarget() {
    milvus.create(
        new CollectionBuilder("parted").int64Key("id").vector("v", DataType.FloatVector, 2), 2, 0);
    milvus.createPartition("parted", "p");
    insert("parted", "p", LongStream.range(0, 20).toArray());
    insert("parted", "", LongStream.range(100, 120).toArray());
    try (DirectSource source =
        new DirectSource(
                cluster, "parted", "partition.drop.mode", "snapshot", "topic.partitions", "1")
            .start()) {
      source.until("the first snapshot", () -> target(source, "parted").size() == 40);
      source.until("it is complete", () -> !source.offset("parted").containsKey("snapshot"));
      milvus.release("parted");
      new MilvusAdmin(milvus, "default").dropPartition("parted", "p");
      source.until("the target is emptied", () -> target(source, "parted").isEmpty());
      source.stop();
      milvus.load("parted");
      insert("parted", "", 200);
      source.start();
      source.until("the second snapshot", () -> target(source, "parted").size() == 21);
      source.until("it is complete", () -> !source.offset("parted").containsKey("snapshot"));
      assertThat(target(source, "parted").headSet(100L)).isEmpty();
      int before = source.records("parted").size();
      source.stop();
      source.start();
      insert("parted", "", 201);
      source.until("a change", () -> target(source, "parted").contains(201L));
      assertThat(source.records("parted")).as("no snapshot again").hasSize(before + 1);
    }
  }

  @Test
  void aSignalInATopicIsFollowedOnceOverStopsAtAnyRecord() {
    create("signalled");
    create("unsignalled");
    insert("signalled", "", LongStream.range(0, 30).toArray());
    insert("unsignalled", "", 1);
    String topic = "source-signals";
    try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        DirectSource source =
            new DirectSource(
                cluster,
                "(un)?signalled",
                "snapshot.fetch.size",
                "4",
                "signal.enabled.channels",
                "kafka",
                "signal.kafka.topic",
                topic,
                "signal.kafka.bootstrap.servers",
                cluster.kafka().bootstrapServers(),
                "signal.poll.interval.ms",
                "50")) {
      kafka.createTopic(topic, 1);
      source.start();
      source.until(
          "the snapshots are complete",
          () ->
              reads(source, "signalled").size() == 30
                  && !source.offset("signalled").containsKey("snapshot"));
      send(kafka, topic, "other", "default[.]signalled", "");
      send(
          kafka,
          topic,
          DirectSource.PREFIX,
          "default[.]signalled",
          ",\"additional-conditions\":[{\"data-collection\":\".*\",\"filter\":\"id >= 10\"}]");
      for (int stop = 1; stop <= 3; stop++) {
        int enough = 30 + 5 * stop;
        source.until("rows", () -> reads(source, "signalled").size() >= enough);
        source.stop();
        insert("signalled", "", 30 + stop);
        source.start();
      }
      source.until(
          "the requested snapshot is complete",
          () ->
              source.offset("signalled").containsKey("signal_position")
                  && !source.offset("signalled").containsKey("snapshot"));
      source.until(
          "the changes", () -> target(source, "signalled").containsAll(List.of(31L, 32L, 33L)));
      List<Long> requested =
          reads(source, "signalled").subList(30, reads(source, "signalled").size());
      assertThat(requested)
          .contains(LongStream.range(10, 30).boxed().toArray(Long[]::new))
          .allMatch(key -> key >= 10);
      int before = source.records("signalled").size();
      source.stop();
      source.start();
      insert("signalled", "", 99);
      source.until("a change", () -> target(source, "signalled").contains(99L));
      assertThat(source.records("signalled")).as("no snapshot again").hasSize(before + 1);
      assertThat(reads(source, "unsignalled")).containsExactly(1L);
    }
  }

  private static void send(
      KafkaClient kafka, String topic, String key, String collections, String more) {
    String signal =
        "{\"type\":\"execute-snapshot\",\"data\":{\"data-collections\":[\""
            + collections
            + "\"]"
            + more
            + "}}";
    kafka.send(
        List.of(
            new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                signal.getBytes(StandardCharsets.UTF_8))));
  }

  private static List<Long> reads(DirectSource source, String collection) {
    List<Long> keys = new ArrayList<>();
    for (SourceRecord record : source.records(collection)) {
      if (((Struct) record.value()).getString("op").equals("r")) {
        keys.add(((Struct) record.key()).getInt64("id"));
      }
    }
    return keys;
  }

  /** The keys that a target has after all records. */
  private static TreeSet<Long> target(DirectSource source, String collection) {
    TreeSet<Long> keys = new TreeSet<>();
    for (SourceRecord record : source.records(collection)) {
      if (record.key() == null) {
        keys.clear();
      } else if (((Struct) record.value()).getString("op").equals("d")) {
        keys.remove(((Struct) record.key()).getInt64("id"));
      } else {
        keys.add(((Struct) record.key()).getInt64("id"));
      }
    }
    return keys;
  }

  private void create(String collection) {
    milvus.create(
        new CollectionBuilder(collection).int64Key("id").vector("v", DataType.FloatVector, 2));
  }

  private void insert(String collection, String partition, long... ids) {
    milvus.insert(
        collection,
        partition,
        new Columns(ids.length).int64("id", ids).floatVector("v", 2, new float[2 * ids.length]));
  }
}
