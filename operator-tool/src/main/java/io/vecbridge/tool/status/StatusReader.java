// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.tool.config.ConnectCluster;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.deadletter.DeadLetterTopic;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.kafka.SinkLag;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.SourceProgress;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.status.PipelineStatus.Captured;
import io.vecbridge.tool.status.PipelineStatus.ConnectorLine;
import io.vecbridge.tool.status.PipelineStatus.ObjectLine;
import io.vecbridge.tool.status.TaskMeasures.OfObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;

/** Reads what a pair does, from all systems that answer. */
public final class StatusReader {
  private final ConnectorPair pair;
  private final Connector source;
  private final Connector sink;
  private final Systems systems;
  private final DeadLetterCounts deadLetters;

  /**
   * What is asked besides the two databases.
   *
   * @param kafka null if it isn't known
   * @param workers those whose JMX is known
   */
  public record Systems(ConnectCluster connect, KafkaCluster kafka, List<JmxMeasures> workers) {}

  /** Of a pair. */
  public StatusReader(ConnectorPair pair, Connector source, Connector sink, Systems systems) {
    this.pair = pair;
    this.source = source;
    this.sink = sink;
    this.systems = systems;
    boolean counted =
        systems.kafka() != null
            && !sink.options().getOrDefault(DeadLetterTopic.OPTION, "").isEmpty();
    this.deadLetters =
        counted ? new DeadLetterCounts(new DeadLetterTopic(systems.kafka(), source, sink)) : null;
  }

  /**
   * The status of this moment.
   *
   * @throws ToolException if Connect doesn't answer; what other systems don't answer is a note
   */
  public PipelineStatus read() throws InterruptedException {
    List<ConnectorLine> connectors = new ArrayList<>();
    for (Connector each : List.of(source, sink)) {
      connectors.add(new ConnectorLine(each.name(), systems.connect().status(each.name())));
    }
    List<String> notes = new ArrayList<>();
    List<TaskMeasures> measures = measures(notes);
    SinkLag lag = lag(notes);
    List<ObjectLine> objects = new ArrayList<>();
    Map<String, String> sources = new HashMap<>();
    boolean complete = true;
    try {
      SourceTime now = pair.time();
      Map<Map<String, Object>, Map<String, Object>> offsets =
          systems.connect().offsets(source.name());
      for (ObjectPair object : pair.objects()) {
        Captured captured = captured(offsets.get(pair.partition(object)), now, notes);
        objects.add(line(object, captured, lag, measures));
        sources.put(object.topic(), object.source());
      }
    } catch (RequestException e) {
      complete = false;
      notes.add("The source database can't be asked: " + e.getMessage() + ".");
    } catch (SQLException | ConnectException e) {
      complete = false;
      notes.add("The source database can't be asked: " + e.getMessage());
    } catch (ToolException e) {
      notes.add("The source database can't be asked: " + e.getMessage());
    }
    return new PipelineStatus(
        Instant.now(), connectors, objects, complete, deadLetters(sources, notes), measures, notes);
  }

  private ObjectLine line(
      ObjectPair object, Captured offset, SinkLag lag, List<TaskMeasures> measures)
      throws InterruptedException {
    Captured captured = offset;
    Long conflicts = null;
    String problem = object.problem();
    for (TaskMeasures task : measures) {
      OfObject measured = task.objects().get(object.source());
      if (measured != null && measured.phase() != null) {
        captured = captured.measured(measured.phase(), measured.percent());
      }
      if (measured != null && measured.conflicts() != null) {
        conflicts = measured.conflicts() + (conflicts == null ? 0 : conflicts);
      }
      problem = problem == null ? failure(task, object) : problem;
    }
    Long records = lag == null || object.problem() != null ? null : lag.records(object.topic());
    return new ObjectLine(object.source(), object.target(), captured, records, conflicts, problem);
  }

  private Captured captured(Map<String, Object> offset, SourceTime now, List<String> notes)
      throws SQLException, InterruptedException {
    if (offset == null) {
      return new Captured("not started", null, null, null);
    }
    try {
      SourceProgress progress = pair.progress(offset);
      Duration delay = progress.behind(now.at());
      return new Captured(
          progress.phase().name().toLowerCase(Locale.ROOT),
          null,
          delay.toMillis(),
          left(offset, delay, notes));
    } catch (ToolException e) {
      note(notes, e.getMessage());
      return new Captured("no log", null, null, null);
    }
  }

  /** For how long the source database keeps what is to be read next; null if it doesn't say. */
  private Long left(Map<String, Object> offset, Duration delay, List<String> notes)
      throws SQLException, InterruptedException {
    try {
      return pair.retention(offset).map(kept -> kept.minus(delay).toMillis()).orElse(null);
    } catch (ToolException e) {
      note(notes, "For how long the log is kept isn't known: " + e.getMessage());
      return null;
    }
  }

  /** What holds for many collections is said once. */
  private static void note(List<String> notes, String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  /** A sink names what it can't write, and perhaps the reason, in one text. */
  private static String failure(TaskMeasures task, ObjectPair object) {
    for (Map.Entry<String, String> failed : task.failed().entrySet()) {
      String name = failed.getKey();
      if (name.equals(object.source()) || name.equals(object.target())) {
        return failed.getValue().isEmpty() ? "It can't be written." : failed.getValue();
      }
      if (name.startsWith(object.target() + ":") || name.startsWith(object.target() + " ")) {
        return name.substring(object.target().length() + 1).strip();
      }
    }
    return null;
  }

  private List<TaskMeasures> measures(List<String> notes) {
    List<TaskMeasures> measures = new ArrayList<>();
    for (JmxMeasures worker : systems.workers()) {
      try {
        measures.addAll(
            worker.read(source.options().getOrDefault("topic.prefix", ""), sink.name()));
      } catch (ToolException e) {
        notes.add(e.getMessage());
      }
    }
    return measures;
  }

  private SinkLag lag(List<String> notes) throws InterruptedException {
    if (systems.kafka() == null) {
      notes.add("Without --kafka it isn't known what the sink has not written yet.");
      return null;
    }
    try {
      return SinkLag.of(systems.kafka(), sink);
    } catch (ToolException e) {
      notes.add(e.getMessage());
      return null;
    }
  }

  private Map<String, Long> deadLetters(Map<String, String> sources, List<String> notes)
      throws InterruptedException {
    if (deadLetters == null) {
      return sink.options().getOrDefault(DeadLetterTopic.OPTION, "").isEmpty() ? Map.of() : null;
    }
    try {
      Map<String, Long> counts = new TreeMap<>();
      deadLetters
          .now()
          .forEach((topic, count) -> counts.put(sources.getOrDefault(topic, topic), count));
      return counts;
    } catch (ToolException e) {
      notes.add(e.getMessage());
      return null;
    }
  }
}
