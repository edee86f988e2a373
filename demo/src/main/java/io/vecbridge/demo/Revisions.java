// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** One of the two sides, asked which editions of rows it shows. */
interface Revisions extends AutoCloseable {
  /** The side's name. */
  String side();

  /** The revisions of those of these rows that are there now, by key. */
  Map<Object, Long> revisions(DemoCollection collection, List<Object> keys) throws SQLException;

  @Override
  void close() throws SQLException;
}
