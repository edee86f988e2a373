// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.index.IndexSpec;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.sink.config.VectorIndexConfig;
import io.vecbridge.milvus.sink.config.VectorIndexType;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The index that a vector field is to have, according to the options and to the source. No I/O.
 *
 * @param type Milvus's name of it
 * @param metric Milvus's name of it
 * @param replaced the source's type if Milvus has no such index; otherwise empty
 */
record FieldIndex(
    String field, String type, String metric, Map<String, Object> parameters, String replaced) {

  /**
   * The indexes of a collection. If any of its vectors is to have an index, all get one that the
   * options don't exclude, since Milvus loads no collection that lacks one: OceanBase searches a
   * column without an index exactly, so its field gets FLAT.
   *
   * @param declared the source's indexes by the names of their columns; null if they aren't known,
   *     in which case there are none before those that the source determines
   */
  static List<FieldIndex> of(
      CollectionName collection,
      CollectionSchema schema,
      VectorIndexConfig config,
      Map<String, DeclaredIndex> declared,
      MilvusVersion version) {
    List<FieldIndex> indexes = new ArrayList<>();
    boolean any = false;
    for (FieldSchema field : schema.getFieldsList()) {
      IndexSpec<VectorIndexType> spec = config.of(collection.toString(), field.getName());
      if (!isVector(field) || spec.type() == VectorIndexType.NONE) {
        continue;
      }
      if (spec.isOfSource() && declared == null) {
        return List.of();
      }
      DeclaredIndex ofSource = declared(declared, field.getName());
      any |= spec.type().isIndex() || ofSource != null;
      indexes.add(of(field, spec, ofSource, version));
    }
    return any ? indexes : List.of();
  }

  /** Whether Milvus loads no collection before the field has an index. */
  static boolean isVector(FieldSchema field) {
    return switch (field.getDataType()) {
      case FloatVector,
          Float16Vector,
          BFloat16Vector,
          Int8Vector,
          BinaryVector,
          SparseFloatVector ->
          true;
      default -> false;
    };
  }

  private static FieldIndex of(
      FieldSchema field,
      IndexSpec<VectorIndexType> spec,
      DeclaredIndex declared,
      MilvusVersion version) {
    return switch (field.getDataType()) {
      case BinaryVector -> plain(field, "BIN_FLAT", "HAMMING");
      case SparseFloatVector -> plain(field, "SPARSE_INVERTED_INDEX", "IP");
      default -> DenseIndex.of(field, spec, declared, version);
    };
  }

  /** OceanBase doesn't distinguish the case of names. */
  private static DeclaredIndex declared(Map<String, DeclaredIndex> declared, String field) {
    if (declared == null) {
      return null;
    }
    DeclaredIndex exact = declared.get(field);
    return exact != null
        ? exact
        : declared.entrySet().stream()
            .filter(each -> each.getKey().equalsIgnoreCase(field))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  private static FieldIndex plain(FieldSchema field, String type, String metric) {
    return new FieldIndex(field.getName(), type, metric, Map.of(), "");
  }

  /** The parameters as Milvus reads them: the keys and values are of closed sets. */
  String json() {
    return parameters.entrySet().stream()
        .map(
            each ->
                "\""
                    + each.getKey()
                    + "\": "
                    + (each.getValue() instanceof String text
                        ? "\"" + text + "\""
                        : each.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
