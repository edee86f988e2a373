// SPDX-License-Identifier: Apache-2.0
/**
 * What every sink is to Connect: a connector and its tasks. A record goes through the packages
 * event and write; flow decides when it goes on, metrics counts it.
 */
package io.vecbridge.common.sink;
