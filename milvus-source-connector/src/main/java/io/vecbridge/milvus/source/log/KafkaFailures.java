// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;

/** Classifies the errors of the consumer of Milvus's Kafka, and explains what to do about them. */
final class KafkaFailures {
  private static final String UNRESPONSIVE =
      "Kafka does not respond; check that it runs and that change.log.kafka.bootstrap.servers and"
          + " the addresses it advertises can be reached from here";
  // Kafka has no exception of its own for it.
  private static final String UNRESOLVED = "No resolvable bootstrap urls";

  private final String servers;

  KafkaFailures(Object servers) {
    this.servers = String.valueOf(servers);
  }

  /** What an error of a call means; the channel is null if the call was about all of them. */
  ChangeLogException of(KafkaException e, String pchannel) {
    if (e instanceof AuthenticationException) {
      return failure(
          Failure.FATAL,
          pchannel,
          "Kafka rejects the login; check change.log.kafka.security.protocol, .sasl.* and .ssl.*",
          e);
    }
    if (e instanceof AuthorizationException) {
      return failure(
          Failure.FATAL,
          pchannel,
          "Kafka denies access; allow READ and DESCRIBE on Milvus's channel topics to the"
              + " user of change.log.kafka.*",
          e);
    }
    if (e instanceof InvalidTopicException) {
      return missing(pchannel, Failure.FATAL);
    }
    if (e instanceof RetriableException) {
      return failure(Failure.RETRY, pchannel, UNRESPONSIVE, e);
    }
    return failure(
        Failure.FATAL,
        pchannel,
        "the consumer failed; check the record at the given position, and" + " change.log.kafka.*",
        e);
  }

  /** There is no topic of a channel's name. */
  ChangeLogException missing(String pchannel, Failure failure) {
    return failure(
        failure,
        pchannel,
        "Kafka has no such topic; check that change.log.kafka.bootstrap.servers is the Kafka that this"
            + " Milvus writes to (kafka.brokerList in milvus.yaml) and that Milvus has mq.type=kafka",
        null);
  }

  /** The consumer can't even be created. */
  ChangeLogException creation(KafkaException e) {
    return isUnresolved(e)
        ? failure(Failure.RETRY, null, UNRESPONSIVE, e)
        : failure(
            Failure.FATAL,
            null,
            "the consumer can't be created; check the options change.log.kafka.*",
            e);
  }

  /** Whether the names of all servers are unknown, as they are while they restart in a cluster. */
  private static boolean isUnresolved(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException
          && String.valueOf(cause.getMessage()).contains(UNRESOLVED)) {
        return true;
      }
    }
    return false;
  }

  private ChangeLogException failure(Failure failure, String pchannel, String advice, Exception e) {
    String words = e == null ? "" : " (" + innermost(e) + ")";
    return new ChangeLogException(
        failure,
        (pchannel == null ? "Milvus's change log" : "Channel \"" + pchannel + "\"")
            + " in Kafka at "
            + servers
            + ": "
            + advice
            + words,
        e);
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
