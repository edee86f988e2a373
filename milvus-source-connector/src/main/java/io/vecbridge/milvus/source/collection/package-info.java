// SPDX-License-Identifier: Apache-2.0
/** What a collection is: its fields, channels and partitions, and how they are discovered. */
package io.vecbridge.milvus.source.collection;
