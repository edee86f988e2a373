// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.index.IndexParameter;
import io.vecbridge.common.sink.index.IndexSpec;
import io.vecbridge.common.sink.index.VectorDistance;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.milvus.sink.config.VectorIndexType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The index of a field of dense vectors: type, metric and parameters in Milvus's words. */
final class DenseIndex {
  private static final String FLAT = "FLAT";
  // Those that OceanBase has if nothing else is said; Milvus has to be told.
  private static final int M = 16;
  private static final int EF_CONSTRUCTION = 200;
  private static final int NLIST = 128;
  private static final int NBITS = 8;
  private static final int MOST_M = 2_048;
  private static final int MOST_CLUSTERS = 65_536;
  // Of Milvus 2.3; later versions take up to 24.
  private static final int MOST_BITS = 16;

  private DenseIndex() {}

  /**
   * @param declared the source's; null if there is none, or none is known
   */
  static FieldIndex of(
      FieldSchema field,
      IndexSpec<VectorIndexType> spec,
      DeclaredIndex declared,
      MilvusVersion version) {
    String metric = metric(spec.distance().resolved(declared));
    if (!spec.isOfSource()) {
      String type = spec.type().name();
      return new FieldIndex(field.getName(), type, metric, parameters(type, given(spec)), "");
    }
    if (declared == null) {
      return new FieldIndex(field.getName(), FLAT, metric, Map.of(), "");
    }
    Map<String, String> given = new HashMap<>(declared.parameters());
    given.putAll(given(spec));
    String wanted = declared.type().toUpperCase(Locale.ROOT);
    String type = closest(wanted, dividesInto(parts(given), field), version);
    return new FieldIndex(
        field.getName(),
        type,
        metric,
        parameters(type, given),
        type.equals(wanted) ? "" : declared.type());
  }

  private static String metric(VectorDistance distance) {
    return switch (distance) {
      case L2, SOURCE -> "L2";
      case INNER_PRODUCT -> "IP";
      case COSINE -> "COSINE";
    };
  }

  private static String closest(String wanted, boolean divisible, MilvusVersion version) {
    return switch (wanted) {
      case FLAT, "IVF_FLAT", "IVF_SQ8", "HNSW", "AUTOINDEX", "DISKANN", "SCANN" -> wanted;
      case "HNSW_SQ" -> version.hasQuantizedGraphs() ? wanted : "HNSW";
      case "IVF_PQ" -> divisible ? wanted : "IVF_SQ8";
      default ->
          wanted.startsWith("HNSW") ? "HNSW" : wanted.startsWith("IVF") ? "IVF_FLAT" : "AUTOINDEX";
    };
  }

  /** The parameters of the options by Milvus's names of them. */
  private static Map<String, String> given(IndexSpec<VectorIndexType> spec) {
    Map<String, String> given = new HashMap<>();
    spec.parameters()
        .forEach((each, value) -> names(each).forEach(name -> given.put(name, value.toString())));
    return given;
  }

  private static List<String> names(IndexParameter parameter) {
    return switch (parameter) {
      case M -> List.of("M", "m");
      case EF_CONSTRUCTION -> List.of("efConstruction");
      case NLIST -> List.of("nlist");
      case NBITS -> List.of("nbits");
      case EF_SEARCH, SAMPLE_PER_NLIST -> List.of();
    };
  }

  private static Map<String, Object> parameters(String type, Map<String, String> given) {
    Map<String, Object> parameters = new TreeMap<>();
    if (type.startsWith("HNSW")) {
      parameters.put("M", number(given, "M", M, 2, MOST_M));
      parameters.put(
          "efConstruction", number(given, "efConstruction", EF_CONSTRUCTION, 1, Integer.MAX_VALUE));
    }
    if (type.equals("HNSW_SQ")) {
      parameters.put("sq_type", "SQ8");
    }
    if (type.startsWith("IVF") || type.equals("SCANN")) {
      parameters.put("nlist", number(given, "nlist", NLIST, 1, MOST_CLUSTERS));
    }
    if (type.equals("IVF_PQ")) {
      parameters.put("m", parts(given));
      parameters.put("nbits", number(given, "nbits", NBITS, 1, MOST_BITS));
    }
    return parameters;
  }

  private static int parts(Map<String, String> given) {
    return number(given, "m", 0, 0, Integer.MAX_VALUE);
  }

  private static boolean dividesInto(int parts, FieldSchema field) {
    return parts > 0 && dimension(field) % parts == 0;
  }

  /** A parameter within Milvus's range. */
  private static int number(
      Map<String, String> given, String name, int missing, int lowest, int highest) {
    String value = given.getOrDefault(name, "");
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
}
