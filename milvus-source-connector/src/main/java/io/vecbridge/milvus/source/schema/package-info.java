// SPDX-License-Identifier: Apache-2.0
/** What a collection is to Kafka: the schemas of its keys and rows, and its schema change event. */
package io.vecbridge.milvus.source.schema;
