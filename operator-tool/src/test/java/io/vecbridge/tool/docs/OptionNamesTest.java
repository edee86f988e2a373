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

  /** Names options that are gone. */
  private static final String HISTORY = "CHANGELOG";

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
    Set<String> options =
        ConnectorOptions.CONNECTORS.values().stream()
            .flatMap(connector -> connector.config().names().stream())
            .collect(Collectors.toSet());
    Set<String> families =
        options.stream()
            .filter(name -> name.contains("."))
            .map(name -> name.substring(0, name.indexOf('.')))
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    List<Page> pages = Page.all().stream().filter(page -> !page.name().equals(HISTORY)).toList();
    for (Page page : pages) {
      Set<String> named = new TreeSet<>();
      page.prose()
          .forEach(line -> NAME.matcher(line).results().forEach(name -> named.add(name.group(1))));
      named.removeIf(name -> !families.contains(name.substring(0, name.indexOf('.'))));
      named.removeAll(checks());
      named.removeAll(ConsumerConfig.configNames());
      named.removeAll(ProducerConfig.configNames());
      named.removeAll(OTHER);
      // Such as connection.tls, for the options that begin so.
      named.removeIf(name -> options.stream().anyMatch(option -> option.startsWith(name + ".")));
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
