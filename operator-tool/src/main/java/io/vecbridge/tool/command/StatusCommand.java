// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.report.StatusScreen;
import io.vecbridge.tool.status.JmxAccess;
import io.vecbridge.tool.status.JmxMeasures;
import io.vecbridge.tool.status.PipelineStatus;
import io.vecbridge.tool.status.StatusReader;
import io.vecbridge.tool.status.StatusReader.Systems;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a pair of connectors does. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows both connectors with their tasks, and for each collection the phase, the delay, what"
            + " the sink has not written yet, and for how long the source database still keeps what"
            + " the source has to read.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all connectors run, and all collections are captured and written",
      "1:something has failed, is stopped, or is lost",
      "2:the status could not be read"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vecbridge status --connect http://127.0.0.1:8083 --kafka 127.0.0.1:9092 \\",
      "    --source milvus-source --sink oceanbase-sink --watch",
      "  vecbridge status .. --jmx worker-1:9999,worker-2:9999 --output json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final String CLEARED = "\u001b[H\u001b[2J";

  @Mixin private ConnectorsOption connectors;

  @Mixin private KafkaOption kafka;

  @Option(
      names = "--jmx",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "JMX of the workers: adds the progress of snapshots, conflicts, retries, and collections"
              + " or tables that fail. The user and the password are jmx.username and jmx.password"
              + " of --properties, or VECBRIDGE_JMX_USERNAME and VECBRIDGE_JMX_PASSWORD.")
  private List<String> jmx = List.of();

  @Option(
      names = "--jmx-tls",
      description =
          "The registry of JMX is protected by TLS (com.sun.management.jmxremote.registry.ssl). The"
              + " trust store is the JVM's: javax.net.ssl.trustStore in JAVA_OPTS.")
  private boolean jmxTls;

  @Option(
      names = "--watch",
      paramLabel = "TIME",
      arity = "0..1",
      fallbackValue = "2s",
      description = "Repeats the status until Ctrl-C; default of the option: 2s.")
  private Duration watch;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  private StatusCommand() {}

  @Override
  public Integer call() throws Exception {
    Connector sink = connectors.plainSink();
    try (ConnectorPair pair = ConnectorPair.of(connectors.source(), connectors.sink());
        KafkaCluster cluster = kafka.openIfNamed(sink, connectors.properties())) {
      StatusReader reader =
          new StatusReader(
              pair,
              connectors.plainSource(),
              sink,
              new Systems(connectors.cluster(), cluster, workers()));
      PipelineStatus status = reader.read();
      print(status);
      while (watch != null) {
        Sleeper.SYSTEM.sleep(watch);
        status = reader.read();
        print(status);
      }
      return status.isGood() ? 0 : 1;
    }
  }

  private List<JmxMeasures> workers() {
    JmxAccess access = JmxAccess.of(connectors.properties(), System.getenv(), jmxTls);
    return jmx.stream().map(worker -> new JmxMeasures(worker, access)).toList();
  }

  private void print(PipelineStatus status) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(json(status));
    } else {
      if (watch != null && Ansi.AUTO.enabled()) {
        out.print(CLEARED);
      }
      new StatusScreen(Ansi.AUTO).lines(status).forEach(out::println);
    }
    out.flush();
  }

  private static String json(PipelineStatus status) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    ObjectNode node = mapper.createObjectNode();
    node.put("at", status.at().toString());
    node.put("good", status.isGood());
    node.set("connectors", mapper.valueToTree(status.connectors()));
    node.set("objects", mapper.valueToTree(status.objects()));
    node.set("deadLetters", mapper.valueToTree(status.deadLetters()));
    node.set("tasks", mapper.valueToTree(status.measures()));
    node.set("notes", mapper.valueToTree(status.notes()));
    return mapper.writeValueAsString(node);
  }
}
