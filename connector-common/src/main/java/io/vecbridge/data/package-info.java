// SPDX-License-Identifier: Apache-2.0
/**
 * Logical types of the wire contract, beside Debezium's own: each class says its Connect shape and
 * its byte layout. A type's logical name is its class name.
 */
package io.vecbridge.data;
