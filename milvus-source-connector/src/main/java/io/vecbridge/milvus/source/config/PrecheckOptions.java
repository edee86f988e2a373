// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Field;
import io.vecbridge.common.source.config.Prechecks;
import java.util.List;

/** The checks of the outside world, by name. */
public final class PrecheckOptions {
  /** Milvus answers and lets the user in; without this check none is made. */
  public static final String REACHABLE = "milvus.reachable";

  /** Milvus is of a version whose log is read. */
  public static final String VERSION = "milvus.version";

  /** Milvus has a database that is included. */
  public static final String DATABASE = "database.included";

  /** The topics of the collections' channels can be read. */
  public static final String LOG = "change.log.topics.readable";

  /** The user may describe and query the collections. */
  public static final String READABLE = "collections.readable";

  /** The collections that are to be read are loaded. */
  public static final String LOADED = "collections.loaded";

  /** The collections' keys fit into the key of an OceanBase table. */
  public static final String KEY_LENGTH = "collections.key.length";

  private static final List<String> CHECKS =
      List.of(REACHABLE, VERSION, DATABASE, READABLE, LOADED, KEY_LENGTH, LOG);

  static final Field SKIP = Prechecks.option(CHECKS);

  private PrecheckOptions() {}
}
