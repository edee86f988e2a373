// SPDX-License-Identifier: Apache-2.0
/** Debezium's signals: what they ask for, and which of them a collection or table has followed. */
package io.vecbridge.common.source.signal;
