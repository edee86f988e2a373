// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTask;

/** The topics that a sink reads, by Connect's own options. */
public final class SubscribedTopics {
  private static final Field TOPICS = Field.create(SinkTask.TOPICS_CONFIG);

  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_-]+");

  private static final String HEARTBEATS = "__debezium-heartbeat";

  private SubscribedTopics() {}

  /** Those that {@code topics} lists one by one; none with {@code topics.regex}. */
  public static List<String> named(Configuration config) {
    return Options.list(config, TOPICS);
  }

  /**
   * The topics of rows, as far as they are known: those that {@code topics} lists, or those that
   * exist and that {@code topics.regex} matches.
   */
  public static List<String> ofRows(Configuration config) {
    List<String> topics = named(config);
    String regex = config.getString(SinkTask.TOPICS_REGEX_CONFIG, "");
    if (topics.isEmpty() && isExpression(regex)) {
      Pattern pattern = Pattern.compile(regex);
      topics =
          ClusterTopics.of(config).stream()
              .filter(topic -> topic.contains(".") && pattern.matcher(topic).matches())
              .toList();
    }
    return withoutEvents(topics);
  }

  /** Topics without those of schema changes, whose names are the prefixes of others. */
  static List<String> withoutEvents(Collection<String> topics) {
    NavigableSet<String> sorted = new TreeSet<>(topics);
    return topics.stream().filter(topic -> !isPrefix(topic + ".", sorted)).toList();
  }

  private static boolean isPrefix(String prefix, NavigableSet<String> topics) {
    String next = topics.ceiling(prefix);
    return next != null && next.startsWith(prefix);
  }

  /**
   * Whether {@code topics.regex} can match the topic {@code <prefix>.<database>.<table>} of a
   * table. The prefix is the literal beginning of the expression, as in {@code oceanbase(\\..*)?},
   * or anything if it begins otherwise.
   */
  public static boolean expandsTo(Configuration config, String database, String table) {
    String regex = config.getString(SinkTask.TOPICS_REGEX_CONFIG, "");
    if (!isExpression(regex)) {
      return false;
    }
    Matcher literal = LITERAL.matcher(regex);
    String prefix = literal.lookingAt() ? literal.group() : "any";
    String name = database + "." + table;
    Pattern pattern = Pattern.compile(regex);
    return pattern.matcher(prefix + "." + name).matches() || pattern.matcher(name).matches();
  }

  private static boolean isExpression(String regex) {
    try {
      Pattern.compile(regex);
      return !regex.isBlank();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /**
   * Topics that a sink must not read: its own dead letters would come again for ever, and a
   * source's heartbeats are no rows.
   */
  static List<Finding> findings(Configuration config) {
    List<Finding> findings = new ArrayList<>();
    String regex = config.getString(SinkTask.TOPICS_REGEX_CONFIG, "");
    if (!regex.isBlank() && !isExpression(regex)) {
      return List.of(
          Finding.of(SinkTask.TOPICS_REGEX_CONFIG, "It must be a regular expression of Java."));
    }
    String option = regex.isBlank() ? SinkTask.TOPICS_CONFIG : SinkTask.TOPICS_REGEX_CONFIG;
    String deadLetters = DeadLetters.topic(config);
    if (!deadLetters.isBlank() && subscribes(config, deadLetters)) {
      findings.add(
          Finding.of(
              option,
              "It includes the connector's own dead letter topic "
                  + deadLetters
                  + ", whose records would fail again for ever. Exclude that topic."));
    }
    boolean heartbeats =
        named(config).stream().anyMatch(topic -> topic.startsWith(HEARTBEATS))
            || subscribes(config, HEARTBEATS + ".prefix");
    if (heartbeats) {
      findings.add(
          Finding.of(
              option,
              "It includes the heartbeat topics of Debezium's sources, "
                  + HEARTBEATS
                  + ".<topic.prefix>, which contain no rows. Exclude them, for example by the"
                  + " topics' prefix."));
    }
    return findings;
  }

  /**
   * Checks offsets that an operator sets over the REST interface: Connect accepts them for any
   * topic, and those of a topic that the sink doesn't read would have no effect. An offset of null
   * removes what is stored: the partition is read from its beginning.
   *
   * @throws ConnectException that names the partition and what is wrong with it
   */
  public static void checkOffsets(
      Map<String, String> properties, Map<TopicPartition, Long> offsets) {
    Configuration config = Configuration.from(properties);
    offsets.forEach(
        (partition, offset) -> {
          if (!subscribes(config, partition.topic())) {
            throw new ConnectException(
                "The connector doesn't read topic "
                    + partition.topic()
                    + ", according to its topics or topics.regex.");
          }
          if (partition.partition() < 0 || (offset != null && offset < 0)) {
            throw new ConnectException(
                "Topic "
                    + partition.topic()
                    + ", partition "
                    + partition.partition()
                    + ": neither a partition nor an offset can be negative.");
          }
        });
  }

  private static boolean subscribes(Configuration config, String topic) {
    String regex = config.getString(SinkTask.TOPICS_REGEX_CONFIG, "");
    try {
      return named(config).contains(topic) || (!regex.isBlank() && Pattern.matches(regex, topic));
    } catch (PatternSyntaxException e) {
      throw new ConnectException("topics.regex is not a regular expression.", e);
    }
  }
}
