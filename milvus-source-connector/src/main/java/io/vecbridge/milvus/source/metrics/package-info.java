// SPDX-License-Identifier: Apache-2.0
/** What a task shows over JMX of its collections and of its positions in Milvus's log. */
package io.vecbridge.milvus.source.metrics;
