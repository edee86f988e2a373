// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class OptionNamesTest {
  private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)(?:=[^`]*)?`");

  /** Of brokers, topics, Milvus and Debezium's transformation; and how metrics name an object. */
  private static final Set<String> OTHER =
      Set.of(
          "message.max.bytes",
          "max.message.bytes",
          "collection.ttl.seconds",
          "delete.tombstone.handling.mode",
          "database.collection",
          "database.table");

  @Test
  void everyOptionThatAPageNamesExists() {
    Set<String> families =
        ConnectorOptions.CONNECTORS.values().stream()
            .flatMap(connector -> connector.config().names().stream())
            .filter(name -> name.contains("."))
            .map(name -> name.substring(0, name.indexOf('.')))
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    for (Page page : Page.all()) {
      Set<String> named = new TreeSet<>();
      page.prose()
          .forEach(line -> NAME.matcher(line).results().forEach(name -> named.add(name.group(1))));
      named.removeIf(name -> !families.contains(name.substring(0, name.indexOf('.'))));
      named.removeAll(checks());
      named.removeAll(ConsumerConfig.configNames());
      named.removeAll(ProducerConfig.configNames());
      named.removeAll(OTHER);
      ConnectorOptions.unknown(ConnectorOptions.CONNECTORS.values(), named)
          .forEach(name -> wrong.add(page + ": " + name));
    }
    assertThat(wrong).isEmpty();
  }

  /** The names of all checks, which the option that skips them lists. */
  private static Set<String> checks() {
    return ConnectorOptions.CONNECTORS.values().stream()
        .map(connector -> connector.config().configKeys().get("precheck.skip").documentation)
        .flatMap(text -> Stream.of(text.replaceFirst(".*: ", "").split(", |[.]$")))
        .collect(Collectors.toSet());
  }
}
