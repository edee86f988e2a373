// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** What is promised from Kafka into the table. */
public enum DeliveryGuarantee {
  /** Nothing is lost; what is delivered again leaves the same rows. */
  AT_LEAST_ONCE,
  /** Offsets are stored in the transaction of their rows. */
  EXACTLY_ONCE
}
