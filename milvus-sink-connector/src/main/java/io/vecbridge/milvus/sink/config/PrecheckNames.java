// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.vecbridge.common.sink.config.PrecheckSkip;

/** The names of the checks. */
public final class PrecheckNames {
  /** Milvus answers and lets the user in. */
  public static final String REACHABLE = "milvus.reachable";

  /** There is the database. */
  public static final String DATABASE = "milvus.database";

  /** The collections are there, where the connector may not make them. */
  public static final String EXISTS = "collection.exists";

  /** No collection makes its keys itself. */
  public static final String AUTO_ID = "collection.auto.id";

  static final PrecheckSkip SKIP = new PrecheckSkip(REACHABLE, DATABASE, EXISTS, AUTO_ID);

  private PrecheckNames() {}
}
