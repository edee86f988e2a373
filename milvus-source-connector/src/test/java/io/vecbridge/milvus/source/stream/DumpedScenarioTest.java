// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.DumpChangeLogReader;
import io.vecbridge.milvus.source.log.LogFormatException;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.StreamedScenario;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that Milvus's own code for the streaming service wrote, as Milvus returns them over gRPC.
 * The changes are those that Kafka's records amount to.
 */
class DumpedScenarioTest {
  private static final long NOW = StreamedScenarioTest.NOW;
  private static final Duration EVER = Duration.ofDays(100_000);
  private static final ChannelPosition BEGINNING = ChannelPosition.at(LogPosition.of("0.0"));

  /** A position, what has come out up to there, and the collection as it was then. */
  private record Mark(ChannelPosition position, int out, MilvusCollection collection) {}

  private final MilvusInMemory milvus = new MilvusInMemory();
  private FakeWal wal;

  @BeforeEach
  void open() {
    milvus.version = "v2.6.24";
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  /** Those that are read to their end. What Milvus 2.5 wrote is returned in the new format. */
  static List<StreamedScenario> scenarios() throws IOException {
    return StreamedScenario.all().stream()
        .filter(scenario -> scenario.failure().isEmpty() && !scenario.name().equals("alter_wal"))
        .toList();
  }

  static List<StreamedScenario> failures() throws IOException {
    return StreamedScenario.all().stream()
        .filter(scenario -> scenario.failure().isPresent())
        .toList();
  }

  /** The scenarios that both versions have, once. */
  static List<StreamedScenario> ofOneVersion() throws IOException {
    return scenarios().stream().filter(scenario -> !scenario.file().contains("3.0")).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesAreThoseOfTheScenarioResumedAtEveryStep(StreamedScenario scenario)
      throws Exception {
    log(scenario, Queue.WOODPECKER);
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
      MilvusCollection collection = StreamedScenarioTest.collection(described);
      Map<String, String> rows = new TreeMap<>();
      for (Vchannel vchannel : collection.channels()) {
        List<String> expected = ScenarioTexts.confirmed(scenario, vchannel.name());
        Reading whole = whole(vchannel, collection);
        assertThat(whole.out).isEqualTo(expected);
        rows.putAll(whole.rows);
        for (Mark mark : whole.marks) {
          List<String> rest = expected.subList(mark.out(), expected.size());
          Reading resumed = new Reading(vchannel, mark.collection(), mark.position());
          read(List.of(resumed), () -> resumed.out.size() >= rest.size());
          assertThat(resumed.out)
              .as("%s after %d changes", mark.position(), mark.out())
              .isEqualTo(rest);
        }
      }
      assertThat(rows).isEqualTo(ScenarioTexts.remainingConfirmed(scenario, collection.id()));
    }
  }

  @ParameterizedTest
  @MethodSource("ofOneVersion")
  void theChangesAreTheSameOverConnectionsThatBreak(StreamedScenario scenario) throws Exception {
    log(scenario, Queue.KAFKA);
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
      MilvusCollection collection = StreamedScenarioTest.collection(described);
      for (Vchannel vchannel : collection.channels()) {
        // No call returns a whole transaction and its predecessors if it breaks earlier.
        for (int messages = 12; messages < 15; messages++) {
          wal.disconnectAfter(messages);
          assertThat(whole(vchannel, collection).out)
              .isEqualTo(ScenarioTexts.confirmed(scenario, vchannel.name()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofOneVersion")
  void channelsThatJoinAtAnyPositionGetWhatFollowsIt(StreamedScenario scenario) throws Exception {
    log(scenario, Queue.WOODPECKER);
    Random random = new Random(26);
    for (int i = 0; i < 3; i++) {
      List<Reading> joined = new ArrayList<>();
      Map<Reading, List<String>> expected = new TreeMap<>(Reading.ORDER);
      for (Map.Entry<String, DescribeCollectionResponse> described : scenario.firstCollections()) {
        MilvusCollection collection = StreamedScenarioTest.collection(described);
        for (Vchannel vchannel : collection.channels()) {
          Reading whole = whole(vchannel, collection);
          Mark mark = whole.marks.get(random.nextInt(whole.marks.size()));
          Reading reading = new Reading(vchannel, mark.collection(), mark.position());
          joined.add(reading);
          expected.put(reading, whole.out.subList(mark.out(), whole.out.size()));
        }
      }
      Collections.shuffle(joined, random);
      read(
          joined,
          () -> joined.stream().allMatch(each -> each.out.size() >= expected.get(each).size()));
      joined.forEach(each -> assertThat(each.out).isEqualTo(expected.get(each)));
    }
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aLogEndsWithItsFailure(StreamedScenario scenario) throws Exception {
    log(scenario, Queue.WOODPECKER);
    MilvusCollection collection =
        StreamedScenarioTest.collection(scenario.firstCollections().get(0));
    Vchannel vchannel = collection.channels().get(0);
    Reading reading = new Reading(vchannel, collection, BEGINNING);
    assertThatThrownBy(() -> read(List.of(reading), () -> false))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining(scenario.failure().orElseThrow());
    reading.poll();
    assertThat(reading.out)
        .isEqualTo(
            ScenarioTexts.confirmed(scenario, vchannel.name()).subList(0, reading.out.size()));
  }

  /** The parts of an upgrade are what is written to the next queue. */
  @Test
  void whatFollowsInAnotherQueueComesResumedAtEveryStep() throws Exception {
    StreamedScenario scenario = StreamedScenario.of("scenarios-2.6.json", "alter_wal");
    StreamedScenario next = StreamedScenario.of("scenarios-3.0.json", "upgrade_2_to_3.0");
    MilvusCollection collection =
        StreamedScenarioTest.collection(scenario.firstCollections().get(0));
    for (Vchannel vchannel : collection.channels()) {
      log(scenario, Queue.KAFKA);
      List<String> before = ScenarioTexts.expected(scenario, vchannel.name());
      before.remove(before.size() - 1); // The move itself is not a change.
      List<String> after = ScenarioTexts.expected(next, vchannel.name());
      Reading whole = new Reading(vchannel, collection, BEGINNING);
      try (ChangeStream stream = new ChangeStream(new DumpChangeLogReader(milvus.client(), EVER))) {
        stream.follow(vchannel.pchannel(), whole.buffer);
        read(stream, List.of(whole), () -> hasMoved(whole));
        assertThat(whole.out).isEqualTo(before);
        whole.marks.clear();
        wal.moveTo(Queue.WOODPECKER);
        append(next);
        read(stream, List.of(whole), () -> whole.out.size() >= before.size() + after.size());
      }
      assertThat(whole.out.subList(before.size(), whole.out.size())).isEqualTo(after);
      for (Mark mark : whole.marks) {
        List<String> rest = after.subList(mark.out() - before.size(), after.size());
        Reading resumed = new Reading(vchannel, mark.collection(), mark.position());
        read(List.of(resumed), () -> resumed.out.size() >= rest.size());
        assertThat(resumed.out).as("%s", mark.position()).isEqualTo(rest);
      }
    }
  }

  /** A position that names no message of a queue. */
  private static boolean hasMoved(Reading reading) {
    String position = reading.buffer.position().position().stored().toString();
    return !reading.out.isEmpty() && !position.contains(",");
  }

  private void log(StreamedScenario scenario, Queue queue) {
    wal = milvus.withWal(queue, NOW);
    append(scenario);
  }

  private void append(StreamedScenario scenario) {
    for (LogRecord record : scenario.records()) {
      wal.append(
          record.pchannel(), record.position().number(), record.properties(), record.value());
    }
  }

  /** Reads everything, until Milvus has said that it is all. */
  private Reading whole(Vchannel vchannel, MilvusCollection collection)
      throws InterruptedException {
    Reading reading = new Reading(vchannel, collection, BEGINNING);
    read(List.of(reading), () -> reading.buffer.releasedThrough() >= NOW - 1);
    return reading;
  }

  /** Reads until a condition holds; the channels join one after the other. */
  private void read(List<Reading> readings, BooleanSupplier until) throws InterruptedException {
    try (ChangeStream stream = new ChangeStream(new DumpChangeLogReader(milvus.client(), EVER))) {
      for (Reading reading : readings) {
        stream.follow(reading.vchannel.pchannel(), reading.buffer);
        read(stream);
      }
      Reading last = readings.get(readings.size() - 1);
      stream.confirm(last.vchannel.pchannel(), last.vchannel.name(), NOW - 1);
      read(stream, readings, until);
    }
  }

  private static void read(ChangeStream stream, List<Reading> readings, BooleanSupplier until)
      throws InterruptedException {
    for (long begin = System.nanoTime(); !until.getAsBoolean(); ) {
      read(stream);
      readings.forEach(Reading::poll);
      assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
    }
  }

  private static void read(ChangeStream stream) throws InterruptedException {
    try {
      stream.read(Duration.ofMillis(20));
    } catch (ChangeLogException e) {
      if (e.failure() != Failure.RETRY) {
        throw e;
      }
    }
  }

  /** One virtual channel, read from a position on. */
  private static final class Reading {
    static final Comparator<Reading> ORDER =
        Comparator.comparing(reading -> reading.vchannel.name());

    private final Vchannel vchannel;
    private final ChannelBuffer buffer;
    private final List<String> out = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, String> rows = new TreeMap<>();
    private RowSchema schema;

    Reading(Vchannel vchannel, MilvusCollection collection, ChannelPosition start) {
      this.vchannel = vchannel;
      this.schema = StreamedScenarioTest.schema(collection);
      this.buffer =
          new ChannelBuffer(vchannel.name(), collection.id(), start, insert -> schema.open(insert));
    }

    private void mark(ChannelPosition position) {
      Mark mark = new Mark(position, out.size(), schema.collection());
      if (marks.isEmpty() || !marks.get(marks.size() - 1).equals(mark)) {
        marks.add(mark);
      }
    }

    void poll() {
      mark(buffer.position());
      for (Change c = buffer.poll(Long.MAX_VALUE); c != null; c = buffer.poll(Long.MAX_VALUE)) {
        out.add(ScenarioTexts.text(c, schema));
        StreamedScenarioTest.apply(c, schema, rows);
        if (c instanceof Change.Announced announced
            && announced.message() instanceof LogMessage.SchemaChanged changed) {
          schema = StreamedScenarioTest.after(schema, changed);
        }
        mark(c.after());
      }
    }
  }
}
