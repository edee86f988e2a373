// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.vecbridge.common.config.Choice;

/** What a sink may do to its target's schema ({@code schema.evolution}). */
public enum SchemaEvolution implements Choice {
  /** Creates what is missing; never changes or drops what exists. */
  BASIC,
  /** Nothing: what is missing stops the task. */
  NONE
}
