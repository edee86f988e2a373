// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;

/** The collections that would be made for tables. */
public final class MadeCollections {
  private MadeCollections() {}

  public static TargetCollection of(SourceTable table) {
    return TestCollections.of(NewFields.schema("c", table, "$meta", MilvusVersion.of("v2.6.24")));
  }
}
