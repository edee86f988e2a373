// SPDX-License-Identifier: Apache-2.0
/** What a collection is: its fields, its channels, and how they are found in a Milvus cluster. */
package io.vecbridge.milvus.source.collection;
