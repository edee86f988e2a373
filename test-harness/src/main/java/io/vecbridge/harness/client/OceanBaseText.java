// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/** What OceanBase prints for arrays and vectors. */
final class OceanBaseText {
  private OceanBaseText() {}

  /** {@code [0.5,-1]} */
  static float[] vector(String text) {
    String[] elements = elements(text);
    float[] vector = new float[elements.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) Double.parseDouble(elements[i]);
    }
    return vector;
  }

  /** {@code [1,NULL,3]}; elements must not hold commas. */
  static List<Object> list(String text, Function<String, Object> element) {
    List<Object> list = new ArrayList<>();
    for (String one : elements(text)) {
      list.add(one.equals("NULL") ? null : element.apply(one));
    }
    return list;
  }

  /** {@code "615C"}: the UTF-8 bytes of a text. */
  static String hex(String quoted) {
    byte[] bytes = HexFormat.of().parseHex(quoted.substring(1, quoted.length() - 1));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The indices of a sparse vector: {@code {1:0.5,7:2}}. */
  static List<Long> indices(String text) {
    List<Long> indices = new ArrayList<>();
    for (String element : elements(text)) {
      indices.add(Long.valueOf(element.substring(0, element.indexOf(':')).strip()));
    }
    return indices;
  }

  private static String[] elements(String text) {
    String inner = text.substring(1, text.length() - 1).strip();
    String[] elements = inner.isEmpty() ? new String[0] : inner.split(",", -1);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = elements[i].strip();
    }
    return elements;
  }
}
