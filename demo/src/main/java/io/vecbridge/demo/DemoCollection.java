// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;

/** One of the collections that the demo fills: what it looks like and what its rows hold. */
interface DemoCollection {
  /** The column that tells a row's editions apart, on both sides. */
  String REVISION = "revision";

  String name();

  /** What a reader should know about it, in half a line. */
  String summary();

  /** How many rows it has when the connectors start. */
  int initialRows();

  CollectionBuilder schema();

  /** How many partitions its partition key spreads rows over; 0 without one. */
  int partitions();

  /** The primary key's field. */
  String keyField();

  /** The primary key of a row: a Long or a String. */
  Object key(int number);

  Columns columns(List<Edition> rows);

  void delete(MilvusClient milvus, int number);
}
