// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.milvus.grpc.FieldData;
import io.vecbridge.milvus.source.collection.MilvusField;
import org.apache.kafka.connect.data.Schema;

/**
 * One field's data in one batch of rows, as an insert on the log or a page of a query has it.
 *
 * @param path the field's place, for messages
 * @param schema the field's Connect schema, complete: a struct's value is built for it
 * @param rows number of rows in the batch
 */
public record Column(FieldPath path, MilvusField field, Schema schema, FieldData data, int rows) {}
