// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import java.util.List;
import java.util.Set;

/**
 * The databases and collections that the user may see. A user of one database need not see the
 * others, nor be allowed to list its collections.
 */
public final class VisibleNames {
  private final MilvusClient client;

  public VisibleNames(MilvusClient client) {
    this.client = client;
  }

  /** Whether a database exists, as far as the user may know. */
  public boolean mayHave(String database) throws InterruptedException {
    List<String> databases = databases();
    return databases.isEmpty() || databases.contains(database);
  }

  /** The databases; empty if the user may not list them. */
  public List<String> databases() throws InterruptedException {
    try {
      return client.databases();
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.DENIED) {
        return List.of();
      }
      throw e;
    }
  }

  /** The collections of a database; empty if there are none or the user may not list them. */
  public Set<String> collections(String database) throws InterruptedException {
    try {
      return client.collections(database).keySet();
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.DENIED || e.reason() == MilvusReason.NO_DATABASE) {
        return Set.of();
      }
      throw e;
    }
  }
}
