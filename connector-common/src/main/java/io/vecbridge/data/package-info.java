// SPDX-License-Identifier: Apache-2.0
/**
 * Logical types of the wire contract, in addition to Debezium's own: their names, Connect schemas
 * and byte layouts.
 */
package io.vecbridge.data;
