// SPDX-License-Identifier: Apache-2.0
/**
 * Logical types of the wire contract, in addition to Debezium's own: each class documents its
 * Connect shape and its byte layout. A type's logical name is its class name.
 */
package io.vecbridge.data;
