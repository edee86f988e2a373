// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.FieldPath;
import io.vecbridge.milvus.source.type.FieldType;
import org.apache.kafka.connect.data.Schema;

/**
 * A captured field, with all that is looked up once.
 *
 * @param path the field's place, for messages
 * @param schema its Connect schema in the row
 */
public record RowField(FieldPath path, MilvusField field, FieldType type, Schema schema) {}
