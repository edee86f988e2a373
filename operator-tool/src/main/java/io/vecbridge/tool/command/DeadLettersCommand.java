// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.deadletter.DeadLetter;
import io.vecbridge.tool.deadletter.DeadLetterTopic;
import io.vecbridge.tool.deadletter.Resending;
import io.vecbridge.tool.deadletter.Resending.Candidate;
import io.vecbridge.tool.deadletter.Selection;
import io.vecbridge.tool.deadletter.Summary;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.report.RecordLines;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the records that a sink could not write, and sends them again. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows the records in the sink's dead letter topic, conflicts included, and sends them again"
            + " to the topics that they came from.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there are none, or all were sent again",
      "1:there are some, or some can't be sent again",
      "2:they could not be read or sent"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vecbridge dead-letters summary --connect http://127.0.0.1:8083 --kafka 127.0.0.1:9092 \\",
      "    --source milvus-source --sink oceanbase-sink",
      "  vecbridge dead-letters list .. --table 'default[.]products' --since 24h --output csv",
      "  vecbridge dead-letters resend .. --reason 'exceed the maximum' --yes"
    })
final class DeadLettersCommand implements Callable<Integer> {
  /** What is done with them. */
  enum Action {
    LIST,
    SUMMARY,
    RESEND
  }

  @Parameters(
      paramLabel = "list|summary|resend",
      description =
          "'list' shows each of them, 'summary' counts them by table and reason; 'resend' sends them"
              + " again, except those whose key has a later record.")
  private Action action;

  @Mixin private ConnectorsOption connectors;

  @Mixin private KafkaOption kafka;

  @Option(
      names = "--table",
      paramLabel = "REGEX",
      description = "Only those of sources (<database>.<name>) that match.")
  private Pattern table;

  @Option(
      names = "--reason",
      paramLabel = "REGEX",
      description = "Only those whose error message has a match.")
  private Pattern reason;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those of the last 30m, 24h ..")
  private Duration since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only those that are older than 30m, 24h ..")
  private Duration until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Lists no more than so many, and refuses to send more again; default: 10000.")
  private int limit;

  @Option(names = "--yes", description = "Sends the records. Without it, 'resend' only shows them.")
  private boolean yes;

  @Option(
      names = "--while-running",
      description =
          "Sends records although the source runs. A later change that the source sends at the same"
              + " moment can then be overwritten by the older row.")
  private boolean whileRunning;

  @Option(
      names = "--output",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How they are shown; default: table. json is one object a line.")
  private RecordLines.Format format;

  @Spec private CommandSpec spec;

  private DeadLettersCommand() {}

  @Override
  public Integer call() throws Exception {
    Connector sink = connectors.plainSink();
    Map<String, String> settings = kafka.settings(sink, connectors.properties());
    try (KafkaCluster cluster = new KafkaCluster(settings)) {
      DeadLetterTopic topic = new DeadLetterTopic(cluster, connectors.plainSource(), sink);
      return switch (action) {
        case LIST -> list(topic);
        case SUMMARY -> summary(topic);
        case RESEND -> resend(topic, new Resending(cluster, settings));
      };
    }
  }

  private Selection selection() {
    Instant now = Instant.now();
    return new Selection(
        table,
        reason,
        since == null ? null : now.minus(since),
        until == null ? null : now.minus(until));
  }

  private int list(DeadLetterTopic topic) throws InterruptedException {
    RecordLines lines =
        new RecordLines(List.of("time", "table", "partition", "offset", "key", "reason"));
    int[] found = {0};
    topic.read(
        selection(),
        (letter, record) -> {
          if (found[0]++ < limit) {
            lines.add(
                letter.time(),
                letter.table(),
                letter.origin() == null ? "" : letter.origin().partition().partition(),
                letter.origin() == null ? "" : letter.origin().offset(),
                letter.key(),
                letter.reason());
          }
        });
    print(lines);
    if (found[0] > limit) {
      spec.commandLine()
          .getErr()
          .println((found[0] - limit) + " more are not shown: raise --limit.");
    }
    return found[0] == 0 ? 0 : 1;
  }

  private int summary(DeadLetterTopic topic) throws InterruptedException {
    Summary summary = new Summary();
    topic.read(selection(), (letter, record) -> summary.add(letter));
    RecordLines lines = new RecordLines(List.of("records", "table", "first", "last", "reason"));
    summary
        .groups()
        .forEach(
            group ->
                lines.add(
                    group.count(),
                    group.table(),
                    group.first().truncatedTo(ChronoUnit.SECONDS),
                    group.last().truncatedTo(ChronoUnit.SECONDS),
                    group.reason()));
    print(lines);
    return summary.groups().isEmpty() ? 0 : 1;
  }

  private int resend(DeadLetterTopic topic, Resending resending) throws InterruptedException {
    if (yes && !whileRunning && !connectors.isSourceStopped()) {
      throw new ToolException(
          "The source is not known to be stopped, and could send a later change of a key at the"
              + " same moment. Stop or pause it and name the cluster with --connect, or add"
              + " --while-running.");
    }
    Map<DeadLetter, ConsumerRecord<byte[], byte[]>> letters = new LinkedHashMap<>();
    topic.read(
        selection(),
        (letter, record) -> {
          letters.put(letter, record);
          if (letters.size() > limit) {
            throw new ToolException(
                "There are more than --limit=" + limit + " records. Nothing was sent.");
          }
        });
    List<Candidate> candidates = resending.plan(letters);
    if (yes) {
      resending.send(candidates);
    }
    RecordLines lines = new RecordLines(List.of("table", "key", "result"));
    String result = yes ? "sent" : "would be sent";
    for (Candidate each : candidates) {
      lines.add(
          each.letter().table(),
          each.letter().key(),
          each.obstacle() == null ? result : "left alone: " + each.obstacle());
    }
    print(lines);
    return candidates.stream().allMatch(each -> each.obstacle() == null) ? 0 : 1;
  }

  private void print(RecordLines lines) {
    lines.lines(format, Ansi.AUTO).forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().flush();
  }
}
