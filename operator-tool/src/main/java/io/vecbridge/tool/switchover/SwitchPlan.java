// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import io.vecbridge.tool.check.CheckItem;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.SourceProgress;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.report.Durations;
import io.vecbridge.tool.switchover.SwitchOver.Clusters;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a switch-over or switch-back will do, and what stands in its way.
 *
 * @param problems what has to be corrected before
 * @param notes what to know
 * @param steps what will be done, in this order
 */
public record SwitchPlan(List<String> problems, List<String> notes, List<String> steps) {
  private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  private static final List<String> OF_FIELDS = List.of("field.include.list", "field.exclude.list");

  /** Keeps its own copies. */
  public SwitchPlan {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
    steps = List.copyOf(steps);
  }

  /** Looks at both pairs. */
  public static SwitchPlan of(
      Direction direction, Clusters clusters, ConnectedPair first, ConnectedPair next)
      throws SQLException, InterruptedException {
    Look look = new Look(clusters, new ArrayList<>(), new ArrayList<>());
    look.first(first);
    look.next(next);
    return new SwitchPlan(look.problems, look.notes, steps(direction, first, next));
  }

  /** What becomes of the fields that a Milvus source leaves out; empty if it has all of them. */
  static List<String> leftOut(Connector source) {
    return OF_FIELDS.stream()
        .filter(option -> !source.options().getOrDefault(option, "").isBlank())
        .map(
            option ->
                "\""
                    + source.name()
                    + "\" leaves out fields ("
                    + option
                    + "). Milvus replaces whole rows, so a row that the way back changes has null,"
                    + " or the field's default, in them afterwards.")
        .toList();
  }

  private static List<String> steps(Direction direction, ConnectedPair first, ConnectedPair next) {
    String command = "vecbridge " + direction.command();
    return List.of(
        "You stop the writers of " + direction.left() + ".",
        command
            + " drain: waits until everything has arrived in "
            + direction.entered()
            + ". Nothing is changed.",
        command
            + " start: waits again, stops \""
            + first.source().name()
            + "\" and \""
            + first.sink().name()
            + "\", and notes the time of "
            + direction.entered()
            + ". From then on the application may write to "
            + direction.entered()
            + ".",
        "It starts \""
            + next.source().name()
            + "\" after that time, without its earlier offsets and without a snapshot, and \""
            + next.sink().name()
            + "\" at the end of its topics.");
  }

  private record Look(Clusters clusters, List<String> problems, List<String> notes) {
    void first(ConnectedPair first) throws SQLException, InterruptedException {
      for (Connector each : List.of(first.source(), first.sink())) {
        ConnectorStatus status = clusters.connect().status(each.name());
        status
            .failure()
            .ifPresent(reason -> problems.add("\"" + each.name() + "\" has failed: " + reason));
        if (status.failure().isEmpty() && !status.isRunning()) {
          problems.add("\"" + each.name() + "\" is " + status.state() + ".");
        }
      }
      if ("0".equals(first.source().options().get("heartbeat.interval.ms"))) {
        problems.add(
            "\""
                + first.source().name()
                + "\" has heartbeat.interval.ms=0, so the offsets of quiet collections don't"
                + " advance, and the drain can't end. Enable heartbeats.");
      }
      SourceTime now = first.pair().time();
      Map<Map<String, Object>, Map<String, Object>> offsets =
          clusters.connect().offsets(first.source().name());
      for (ObjectPair object : first.pair().objects()) {
        if (object.problem() != null) {
          notes.add(object.source() + " is not waited for: " + object.problem());
        } else {
          notes.add(
              object.source()
                  + " -> "
                  + object.target()
                  + ": "
                  + progress(first, offsets.get(first.pair().partition(object)), now));
        }
      }
      notes.addAll(leftOut(first.source()));
      deadLetters(first.sink());
    }

    private static String progress(ConnectedPair pair, Map<String, Object> offset, SourceTime now) {
      if (offset == null) {
        return "the source has no offset of it yet";
      }
      SourceProgress progress = pair.pair().progress(offset);
      return switch (progress.phase()) {
        case SNAPSHOT -> "its snapshot is not complete";
        case DROPPED -> "dropped";
        case STREAMING -> Durations.text(progress.behind(now.at())) + " behind";
      };
    }

    private void deadLetters(Connector sink) throws InterruptedException {
      String topic = sink.options().getOrDefault(DEAD_LETTERS, "");
      if (!topic.isEmpty() && clusters.kafka().topics().contains(topic)) {
        long records = clusters.kafka().size(List.of(topic));
        if (records > 0) {
          notes.add(
              "The dead letter topic "
                  + topic
                  + " has "
                  + records
                  + " records, whose changes may be missing in the target: see vecbridge"
                  + " dead-letters.");
        }
      }
    }

    void next(ConnectedPair next) throws SQLException, InterruptedException {
      for (Connector each : List.of(next.source(), next.sink())) {
        Optional<ConnectorStatus> status = clusters.connect().find(each.name());
        if (status.isPresent() && status.get().state().equals("RUNNING")) {
          problems.add(
              "\"" + each.name() + "\" runs already. Both directions must not run at once.");
        }
        checks(each);
      }
      long records =
          clusters.kafka().size(new Drain(clusters.connect(), clusters.kafka(), next).topics());
      if (records > 0) {
        notes.add(
            "The topics of \""
                + next.source().name()
                + "\" have up to "
                + records
                + " records of an earlier run, which \""
                + next.sink().name()
                + "\" will skip.");
      }
    }

    private void checks(Connector connector) throws InterruptedException {
      try {
        CheckItem.of(connector, clusters.connect().validate(connector)).stream()
            .filter(item -> item.state() == CheckItem.State.FAILED)
            .forEach(
                item ->
                    problems.add(
                        "\"" + connector.name() + "\", " + item.item() + ": " + item.message()));
      } catch (ToolException e) {
        problems.add("\"" + connector.name() + "\" can't be checked: " + e.getMessage());
      }
    }
  }
}
