// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

/** What the connector may do to tables. */
public enum SchemaEvolution {
  /** Databases, tables and columns are created where they are missing. */
  BASIC,
  /** Nothing: what is missing stops the task. */
  NONE
}
