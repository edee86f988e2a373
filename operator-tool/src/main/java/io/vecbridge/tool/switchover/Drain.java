// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import io.vecbridge.tool.config.ConnectCluster;
import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.kafka.KafkaCluster.Extent;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.SourceProgress;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.report.Durations;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether everything that was written to the source database up to a time has arrived in the
 * target.
 *
 * <p>It has, if the committed offset of every captured collection or table is past that time, and
 * the sink has then committed every record of their topics: what the source sent before it
 * committed an offset stands before the ends of the topics. Collections that are dropped, excluded
 * or not read by the sink are not waited for. Markers of transactions are no records, and a
 * transaction that is still open may hold some.
 */
final class Drain {
  private final ConnectCluster connect;
  private final KafkaCluster kafka;
  private final ConnectedPair connected;
  private final List<ObjectPair> objects;

  /** Of the collections or tables that are captured now. */
  Drain(ConnectCluster connect, KafkaCluster kafka, ConnectedPair connected)
      throws SQLException, InterruptedException {
    this.connect = connect;
    this.kafka = kafka;
    this.connected = connected;
    this.objects =
        connected.pair().objects().stream().filter(each -> each.problem() == null).toList();
  }

  /**
   * What the source has not sent yet: empty if it has sent everything up to a time.
   *
   * @throws ToolException if the source doesn't run
   */
  List<String> unsent(SourceTime time) throws InterruptedException {
    requireRunning(connected.source().name());
    Map<Map<String, Object>, Map<String, Object>> offsets =
        connect.offsets(connected.source().name());
    List<String> unsent = new ArrayList<>();
    for (ObjectPair object : objects) {
      Map<String, Object> offset = offsets.get(connected.pair().partition(object));
      if (offset == null) {
        unsent.add(object.source() + ": the source has no offset of it yet");
        continue;
      }
      SourceProgress progress = connected.pair().progress(offset);
      if (progress.phase() == SourceProgress.Phase.SNAPSHOT) {
        unsent.add(object.source() + ": its snapshot is not complete");
      } else if (!progress.isPast(time.value())) {
        unsent.add(
            object.source()
                + ": the source is "
                + Durations.text(progress.behind(time.at()))
                + " behind");
      }
    }
    return unsent;
  }

  /**
   * What the sink has not written yet: empty if it has written all records of the topics.
   *
   * @throws ToolException if there are some, and the sink doesn't run
   */
  List<String> unwritten() throws InterruptedException {
    List<String> unwritten = uncommitted();
    if (!unwritten.isEmpty()) {
      requireRunning(connected.sink().name());
    }
    return unwritten;
  }

  private List<String> uncommitted() throws InterruptedException {
    Map<TopicPartition, Long> committed = kafka.committed(connected.group());
    List<String> unwritten = new ArrayList<>();
    byName(kafka.extents(topics()))
        .forEach(
            (name, each) -> {
              long position = committed.getOrDefault(each.partition(), each.extent().beginning());
              if (each.extent().stable() < each.extent().end()) {
                unwritten.add("topic " + name + ": a transaction is still open");
              } else if (position < each.extent().end()
                  && kafka.hasRecords(each.partition(), position, each.extent().end())) {
                unwritten.add(
                    "topic "
                        + name
                        + ": the sink has not written up to "
                        + (each.extent().end() - position)
                        + " records");
              }
            });
    return unwritten;
  }

  /** The topics of the pair that exist. */
  Set<String> topics() throws InterruptedException {
    Set<String> topics = new HashSet<>();
    topics.add(connected.pair().schemaTopic());
    objects.forEach(object -> topics.add(object.topic()));
    topics.retainAll(kafka.topics());
    return topics;
  }

  private record Part(TopicPartition partition, Extent extent) {}

  private static Map<String, Part> byName(Map<TopicPartition, Extent> extents) {
    Map<String, Part> parts = new TreeMap<>();
    extents.forEach(
        (partition, extent) -> parts.put(partition.toString(), new Part(partition, extent)));
    return parts;
  }

  /** A failed or stopped connector would be waited for in vain. */
  private void requireRunning(String connector) throws InterruptedException {
    ConnectorStatus status = connect.status(connector);
    if (status.failure().isPresent()) {
      throw new ToolException(
          "The connector \""
              + connector
              + "\" has failed: "
              + status.failure().get()
              + " Correct it, and run the command again.");
    }
    if (status.state().equals("STOPPED") || status.state().equals("PAUSED")) {
      throw new ToolException(
          "The connector \""
              + connector
              + "\" is "
              + status.state()
              + ", so nothing arrives. Resume it, and run the command again.");
    }
  }
}
