// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DescribeCollectionResponse;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.testing.FakeWal;
import io.vecbridge.common.testing.FakeWal.Queue;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.DumpChangeLogReader;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.log.StreamedScenario;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that Milvus's own code for the streaming service wrote, as Milvus returns them over gRPC.
 * The changes are those that Kafka's records amount to.
 */
class DumpedScenarioTest {
  /** Later than every log. */
  private static final long NOW = 462_500_000_000_000_000L;

  private static final Duration EVER = Duration.ofDays(100_000);
  private static final ChannelPosition BEGINNING = ChannelPosition.at(LogPosition.of("0.0"));

  private record Mark(ChannelPosition position, int out) {}

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

  static List<StreamedScenario> scenarios() throws IOException {
    return StreamedScenario.of("milvus-2.6.json");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesAreThoseOfTheScenarioResumedAtEveryStep(StreamedScenario scenario)
      throws Exception {
    log(scenario, Queue.WOODPECKER);
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.collections()) {
      RowSchema schema = StreamedScenarioTest.schema(StreamedScenarioTest.collection(described));
      Map<String, String> rows = new TreeMap<>();
      for (Vchannel vchannel : schema.collection().channels()) {
        List<String> expected = StreamedScenarioTest.expected(scenario.expected(vchannel.name()));
        List<Mark> marks = new ArrayList<>();
        assertThat(run(schema, vchannel, BEGINNING, marks, rows)).isEqualTo(expected);
        for (Mark mark : marks) {
          List<String> rest = expected.subList(mark.out(), expected.size());
          assertThat(resume(schema, vchannel, mark.position(), rest.size()))
              .as("%s after %d changes", mark.position(), mark.out())
              .isEqualTo(rest);
        }
      }
      assertThat(rows)
          .isEqualTo(StreamedScenarioTest.remaining(scenario, schema.collection().id()));
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theChangesAreTheSameOverConnectionsThatBreak(StreamedScenario scenario) throws Exception {
    log(scenario, Queue.KAFKA);
    for (Map.Entry<String, DescribeCollectionResponse> described : scenario.collections()) {
      RowSchema schema = StreamedScenarioTest.schema(StreamedScenarioTest.collection(described));
      for (Vchannel vchannel : schema.collection().channels()) {
        // No call returns a whole transaction and its predecessors if it breaks earlier.
        for (int messages = 12; messages < 15; messages++) {
          wal.disconnectAfter(messages);
          assertThat(run(schema, vchannel, BEGINNING, new ArrayList<>(), new TreeMap<>()))
              .isEqualTo(StreamedScenarioTest.expected(scenario.expected(vchannel.name())));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void channelsThatJoinAtAnyPositionGetWhatFollowsIt(StreamedScenario scenario) throws Exception {
    log(scenario, Queue.WOODPECKER);
    Random random = new Random(26);
    for (int i = 0; i < 5; i++) {
      List<Joined> joined = new ArrayList<>();
      try (ChangeStream stream = new ChangeStream(new DumpChangeLogReader(milvus.client(), EVER))) {
        for (Map.Entry<String, DescribeCollectionResponse> described : scenario.collections()) {
          RowSchema schema =
              StreamedScenarioTest.schema(StreamedScenarioTest.collection(described));
          for (Vchannel vchannel : schema.collection().channels()) {
            List<Mark> marks = new ArrayList<>();
            run(schema, vchannel, BEGINNING, marks, new TreeMap<>());
            Mark mark = marks.get(random.nextInt(marks.size()));
            joined.add(Joined.at(scenario, schema, vchannel, mark));
          }
        }
        Collections.shuffle(joined, random);
        for (Joined each : joined) {
          stream.follow(each.vchannel().pchannel(), each.buffer());
          for (int reads = random.nextInt(3); reads > 0; reads--) {
            read(stream);
          }
        }
        long begin = System.nanoTime();
        while (!joined.stream().allMatch(Joined::isComplete)) {
          read(stream);
          joined.forEach(Joined::poll);
          assertThat(System.nanoTime() - begin).as("%s", joined).isLessThan(20_000_000_000L);
        }
        joined.forEach(each -> assertThat(each.out()).isEqualTo(each.expected()));
      }
    }
  }

  /** A channel that joins at a position, and the changes that follow it. */
  private record Joined(
      RowSchema schema,
      Vchannel vchannel,
      ChannelBuffer buffer,
      List<String> expected,
      List<String> out) {
    static Joined at(StreamedScenario scenario, RowSchema schema, Vchannel vchannel, Mark mark) {
      List<String> all = StreamedScenarioTest.expected(scenario.expected(vchannel.name()));
      return new Joined(
          schema,
          vchannel,
          new ChannelBuffer(
              vchannel.name(), schema.collection().id(), mark.position(), schema::open),
          all.subList(mark.out(), all.size()),
          new ArrayList<>());
    }

    void poll() {
      for (Change c = buffer.poll(Long.MAX_VALUE); c != null; c = buffer.poll(Long.MAX_VALUE)) {
        out.add(StreamedScenarioTest.text(c, schema));
      }
    }

    boolean isComplete() {
      return out.size() >= expected.size();
    }
  }

  private void log(StreamedScenario scenario, Queue queue) {
    wal = milvus.withWal(queue, NOW);
    for (LogRecord record : scenario.records()) {
      wal.append(
          record.pchannel(), record.position().number(), record.properties(), record.value());
    }
  }

  /** Reads everything from a position on, until Milvus has said that it is all. */
  private List<String> run(
      RowSchema schema,
      Vchannel vchannel,
      ChannelPosition start,
      List<Mark> marks,
      Map<String, String> rows)
      throws InterruptedException {
    List<String> out = new ArrayList<>();
    ChannelBuffer buffer =
        new ChannelBuffer(vchannel.name(), schema.collection().id(), start, schema::open);
    try (ChangeStream stream = new ChangeStream(new DumpChangeLogReader(milvus.client(), EVER))) {
      stream.follow(vchannel.pchannel(), buffer);
      stream.confirm(vchannel.pchannel(), vchannel.name(), NOW - 1);
      long begin = System.nanoTime();
      while (buffer.releasedThrough() < NOW - 1) {
        read(stream);
        marks.add(new Mark(buffer.position(), out.size()));
        for (Change c = buffer.poll(Long.MAX_VALUE); c != null; c = buffer.poll(Long.MAX_VALUE)) {
          out.add(StreamedScenarioTest.text(c, schema));
          marks.add(new Mark(c.after(), out.size()));
          StreamedScenarioTest.apply(c, schema, rows);
        }
        assertThat(System.nanoTime() - begin).as("%s", out).isLessThan(20_000_000_000L);
      }
    }
    return out;
  }

  /** Reads so many changes from a position on. */
  private List<String> resume(RowSchema schema, Vchannel vchannel, ChannelPosition start, int count)
      throws InterruptedException {
    List<String> out = new ArrayList<>();
    ChannelBuffer buffer =
        new ChannelBuffer(vchannel.name(), schema.collection().id(), start, schema::open);
    try (ChangeStream stream = new ChangeStream(new DumpChangeLogReader(milvus.client(), EVER))) {
      stream.follow(vchannel.pchannel(), buffer);
      long begin = System.nanoTime();
      while (out.size() < count) {
        read(stream);
        for (Change c = buffer.poll(Long.MAX_VALUE); c != null; c = buffer.poll(Long.MAX_VALUE)) {
          out.add(StreamedScenarioTest.text(c, schema));
        }
        assertThat(System.nanoTime() - begin).as("%s", out).isLessThan(20_000_000_000L);
      }
    }
    return out;
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
}
