// SPDX-License-Identifier: Apache-2.0
/** What a task tells over JMX of its collections and of its place in Milvus's log. */
package io.vecbridge.milvus.source.metrics;
