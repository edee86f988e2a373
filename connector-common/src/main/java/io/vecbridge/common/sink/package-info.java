// SPDX-License-Identifier: Apache-2.0
/**
 * What every sink is to Connect: a connector and its tasks. A record goes through the packages
 * event and write; flow decides when a put is retried, metrics counts it.
 */
package io.vecbridge.common.sink;
