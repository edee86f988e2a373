// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.sink.config.VectorIndexConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
  private static final String FLAT = "FLAT";
  private static final String L2 = "L2";
  // Those that OceanBase has if nothing else is said; Milvus has to be told.
  private static final int M = 16;
  private static final int EF_CONSTRUCTION = 200;
  private static final int NLIST = 128;
  private static final int NBITS = 8;
  private static final int MOST_M = 2_048;
  private static final int MOST_CLUSTERS = 65_536;
  // Of Milvus 2.3; later versions take up to 24.
  private static final int MOST_BITS = 16;

  /**
   * The indexes of a collection. If the source has an index on any of its vectors, all get one,
   * since Milvus loads no collection that lacks one: OceanBase searches the others exactly, so they
   * get FLAT.
   *
   * @param declared the source's indexes by the names of their columns
   */
  static List<FieldIndex> of(
      CollectionSchema schema,
      VectorIndexConfig config,
      Map<String, DeclaredIndex> declared,
      MilvusVersion version) {
    List<FieldIndex> indexes = new ArrayList<>();
    boolean any = false;
    for (FieldSchema field : schema.getFieldsList()) {
      DeclaredIndex ofSource = declared(declared, field.getName());
      switch (field.getDataType()) {
        case FloatVector, Float16Vector, BFloat16Vector, Int8Vector -> {
          indexes.add(dense(field, config, ofSource, version));
          any |= ofSource != null;
        }
        case BinaryVector -> {
          indexes.add(plain(field, "BIN_FLAT", "HAMMING"));
          any |= ofSource != null;
        }
        case SparseFloatVector -> {
          indexes.add(plain(field, "SPARSE_INVERTED_INDEX", "IP"));
          any |= ofSource != null;
        }
        default -> {
          // Scalars need no index.
        }
      }
    }
    return switch (config.type()) {
      case NONE -> List.of();
      case SOURCE -> any ? indexes : List.of();
      case AUTOINDEX, FLAT -> indexes;
    };
  }

  /** OceanBase doesn't distinguish the case of names. */
  private static DeclaredIndex declared(Map<String, DeclaredIndex> declared, String field) {
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

  private static FieldIndex dense(
      FieldSchema field, VectorIndexConfig config, DeclaredIndex declared, MilvusVersion version) {
    String metric =
        switch (config.distance()) {
          case L2, INNER_PRODUCT, COSINE -> config.distance().metric();
          case SOURCE -> declared == null ? L2 : metric(declared.metric());
        };
    return switch (config.type()) {
      case NONE, FLAT -> plain(field, FLAT, metric);
      case AUTOINDEX -> plain(field, "AUTOINDEX", metric);
      case SOURCE ->
          declared == null
              ? plain(field, FLAT, metric)
              : ofSource(field, metric, declared, version);
    };
  }

  private static String metric(String declared) {
    return switch (declared.toUpperCase(Locale.ROOT)) {
      case "IP", "INNER_PRODUCT" -> "IP";
      case "COSINE" -> "COSINE";
      default -> L2;
    };
  }

  private static FieldIndex ofSource(
      FieldSchema field, String metric, DeclaredIndex declared, MilvusVersion version) {
    String wanted = declared.type().toUpperCase(Locale.ROOT);
    int parts = number(declared, "m", 0, 0, Integer.MAX_VALUE);
    String type =
        switch (wanted) {
          case FLAT, "IVF_FLAT", "IVF_SQ8", "HNSW", "AUTOINDEX", "DISKANN", "SCANN" -> wanted;
          case "HNSW_SQ" -> version.hasQuantizedGraphs() ? wanted : "HNSW";
          case "IVF_PQ" -> parts > 0 && dimension(field) % parts == 0 ? wanted : "IVF_SQ8";
          default ->
              wanted.startsWith("HNSW")
                  ? "HNSW"
                  : wanted.startsWith("IVF") ? "IVF_FLAT" : "AUTOINDEX";
        };
    return new FieldIndex(
        field.getName(),
        type,
        metric,
        parameters(type, declared, parts),
        type.equals(wanted) ? "" : declared.type());
  }

  private static Map<String, Object> parameters(String type, DeclaredIndex declared, int parts) {
    Map<String, Object> parameters = new TreeMap<>();
    if (type.startsWith("HNSW")) {
      parameters.put("M", number(declared, "M", M, 2, MOST_M));
      parameters.put(
          "efConstruction",
          number(declared, "efConstruction", EF_CONSTRUCTION, 1, Integer.MAX_VALUE));
    }
    if (type.equals("HNSW_SQ")) {
      parameters.put("sq_type", "SQ8");
    }
    if (type.startsWith("IVF") || type.equals("SCANN")) {
      parameters.put("nlist", number(declared, "nlist", NLIST, 1, MOST_CLUSTERS));
    }
    if (type.equals("IVF_PQ")) {
      parameters.put("m", parts);
      parameters.put("nbits", number(declared, "nbits", NBITS, 1, MOST_BITS));
    }
    return parameters;
  }

  /** A parameter within Milvus's range. */
  private static int number(
      DeclaredIndex declared, String name, int missing, int lowest, int highest) {
    String value = declared.parameters().getOrDefault(name, "");
    return value.matches("\\d{1,9}")
        ? Math.max(lowest, Math.min(Integer.parseInt(value), highest))
        : missing;
  }

  private static int dimension(FieldSchema field) {
    return field.getTypeParamsList().stream()
        .filter(pair -> pair.getKey().equals("dim"))
        .map(KeyValuePair::getValue)
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(1);
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
