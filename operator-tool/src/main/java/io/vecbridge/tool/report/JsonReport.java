// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import java.util.Locale;

/** A report for programs: the whole as one object, the differences as JSON Lines. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** The report without the single differences. */
  public static String summary(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("source", report.source());
    root.put("sink", report.sink());
    root.put("mode", report.mode());
    root.put("began", report.began().toString());
    root.put("seconds", report.seconds());
    root.put("outcome", report.outcome().text());
    ArrayNode tables = root.putArray("objects");
    report.results().forEach(result -> tables.add(table(result)));
    return text(root);
  }

  private static ObjectNode table(TableResult result) {
    ObjectNode node = JSON.createObjectNode();
    node.put("source", result.names().source());
    node.put("target", result.names().target());
    node.put("outcome", result.outcome().text());
    node.put("sourceRows", result.state().counts().sourceRows());
    node.put("targetRows", result.state().counts().targetRows());
    node.put("compared", result.state().counts().compared());
    for (Kind kind : Kind.values()) {
      node.put(kind.text(), result.count(kind));
    }
    node.put("copies", result.state().counts().copies());
    ObjectNode columns = node.putObject("columns");
    result.columns().forEach(columns::put);
    node.put("seconds", result.seconds());
    if (result.problem() != null) {
      node.put("problem", result.problem());
    }
    return node;
  }

  /** One difference as a line, without its end. */
  public static String line(TableResult result, Difference difference) {
    ObjectNode node = JSON.createObjectNode();
    node.put("source", result.names().source());
    node.put("target", result.names().target());
    node.putPOJO("key", difference.key());
    node.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
    if (!difference.columns().isEmpty()) {
      ArrayNode columns = node.putArray("columns");
      difference.columns().forEach(columns::add);
    }
    if (difference.reason() != null) {
      node.put("reason", difference.reason());
    }
    if (difference.values() != null && !difference.values().isEmpty()) {
      node.putPOJO("values", difference.values());
    }
    return text(node);
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
