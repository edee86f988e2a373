// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.monitoring;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;

/**
 * What a scrape of a worker's metrics returns.
 *
 * @param lines those of samples
 */
public record Scrape(List<String> lines) {
  /** The rules that this project ships. */
  public static final Path RULES = Path.of("../config/monitoring/jmx-exporter.yml");

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:vecbridge|debezium|kafka_connect)_[a-z_0-9]+");
  private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");
  private static final Pattern NAME = Pattern.compile("^([a-z_0-9]+)");

  /** Of the text that Prometheus reads. */
  public static Scrape of(String text) {
    return new Scrape(
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList());
  }

  /** Of a worker, at the address of its exporter. */
  public static Scrape of(URI exporter) throws IOException {
    try (InputStream text = exporter.toURL().openStream()) {
      return of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What exports this JVM's beans by the shipped rules. */
  static PrometheusRegistry exporter() throws IOException, MalformedObjectNameException {
    PrometheusRegistry registry = new PrometheusRegistry();
    new JmxCollector(RULES.toFile()).register(registry);
    return registry;
  }

  /** Of this JVM's beans. */
  public static Scrape of(PrometheusRegistry exporter) throws IOException {
    Scrape all = of(new String(text(exporter), StandardCharsets.UTF_8));
    return new Scrape(all.lines.stream().filter(line -> !line.startsWith("jmx_")).toList());
  }

  /** What Prometheus reads of this JVM's beans. */
  static byte[] text(PrometheusRegistry exporter) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(text, exporter.scrape());
    return text.toByteArray();
  }

  /** The metrics that a PromQL expression names. */
  public static Set<String> metricsIn(String expression) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = METRIC.matcher(expression);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** The names of the labels that a metric has. */
  public Set<String> labels(String metric) {
    String start = metric + "{";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .map(Scrape::labelsIn)
        .orElse(Set.of());
  }

  /** The names of the labels of a sample or a series. */
  public static Set<String> labelsIn(String sample) {
    Set<String> labels = new TreeSet<>();
    Matcher matcher = LABEL.matcher(sample);
    while (matcher.find()) {
      labels.add(matcher.group(1));
    }
    return labels;
  }

  /** The names of the metrics. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      Matcher matcher = NAME.matcher(line);
      if (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
