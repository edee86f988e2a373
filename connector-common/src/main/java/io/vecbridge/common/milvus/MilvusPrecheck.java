// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.config.Prechecks.Check;
import io.vecbridge.common.failure.RequestException.Failure;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** Connects to Milvus once, for the checks of a configuration. */
public final class MilvusPrecheck {
  /** A request of a check takes no longer, since a user waits for the answer. */
  public static final Duration LONGEST_CALL = Duration.ofSeconds(3);

  /** A worker that has just started loads the whole client for its first connection. */
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  private MilvusPrecheck() {}

  /** Looks for what is wrong in Milvus. */
  @FunctionalInterface
  public interface Probe {
    List<Finding> findings(MilvusClient client) throws InterruptedException;
  }

  /**
   * What a probe finds, or why Milvus doesn't answer it; that it is unavailable or busy is
   * temporary.
   *
   * @param reachable the check whose option skips this one
   */
  public static List<Finding> findings(MilvusConnection connection, Check reachable, Probe probe) {
    Duration limit =
        connection.requestTimeout().compareTo(LONGEST_CALL) < 0
            ? connection.requestTimeout()
            : LONGEST_CALL;
    try (MilvusClient client = MilvusClient.open(connection.withRequestTimeout(limit))) {
      client.connect(LONGEST_CONNECT);
      return probe.findings(client);
    } catch (ConfigException e) {
      return List.of(Prechecks.finding(MilvusConnectionOptions.URI, e.getMessage(), reachable));
    } catch (MilvusRequestException e) {
      boolean denied =
          e.reason() == MilvusReason.UNAUTHENTICATED || e.reason() == MilvusReason.DENIED;
      return List.of(
          new Finding(
              (denied ? MilvusConnectionOptions.TOKEN : MilvusConnectionOptions.URI).name(),
              e.getMessage() + "." + Prechecks.skipHint(reachable),
              e.failure() == Failure.RETRY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(
          new Finding(
              MilvusConnectionOptions.URI.name(), "Interrupted while checking Milvus.", true));
    }
  }
}
