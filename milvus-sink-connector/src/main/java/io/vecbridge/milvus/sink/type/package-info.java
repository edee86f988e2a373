// SPDX-License-Identifier: Apache-2.0
/**
 * The field types of Milvus: each converts every reasonable shape of a Connect value for its field,
 * or refuses it with the reason, and puts converted values into a column in the form that Milvus
 * accepts. {@link io.vecbridge.milvus.sink.type.FieldTypes} is the table of all of them.
 */
package io.vecbridge.milvus.sink.type;
