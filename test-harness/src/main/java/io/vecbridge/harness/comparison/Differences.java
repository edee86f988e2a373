// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what differs between rows, one line each, up to a number. */
final class Differences {
  private static final int LONGEST_VALUE = 80;

  private final String key;
  private final int most;
  private final List<String> lines = new ArrayList<>();

  Differences(String key, int most) {
    this.key = key;
    this.most = most;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  boolean areEnough() {
    return lines.size() >= most;
  }

  void onlyInMilvus(Map<String, Object> row) {
    add(at(row) + " is only in Milvus");
  }

  void onlyInOceanBase(Map<String, Object> row) {
    add(at(row) + " is only in OceanBase (or there twice)");
  }

  void compare(Map<String, Object> milvus, Map<String, Object> oceanBase) {
    Set<String> names = new LinkedHashSet<>(milvus.keySet());
    names.addAll(oceanBase.keySet());
    for (String name : names) {
      if (!milvus.containsKey(name) || !oceanBase.containsKey(name)) {
        String where = milvus.containsKey(name) ? "Milvus" : "OceanBase";
        add(at(milvus) + ": " + name + " is only in " + where);
      } else if (!same(milvus.get(name), oceanBase.get(name))) {
        add(
            at(milvus)
                + ": "
                + name
                + " is "
                + text(milvus.get(name))
                + " in Milvus, "
                + text(oceanBase.get(name))
                + " in OceanBase");
      }
    }
  }

  private static boolean same(Object milvus, Object oceanBase) {
    if (milvus == null || oceanBase == null) {
      return milvus == oceanBase;
    }
    if (milvus instanceof Boolean bool) {
      return oceanBase.equals(bool ? 1L : 0L);
    }
    if (milvus instanceof float[] one && oceanBase instanceof float[] other) {
      return Arrays.equals(one, other);
    }
    if (milvus instanceof byte[] one && oceanBase instanceof byte[] other) {
      return Arrays.equals(one, other);
    }
    if (milvus instanceof List<?> one && oceanBase instanceof List<?> other) {
      return sameElements(one, other);
    }
    return milvus.equals(oceanBase);
  }

  private static boolean sameElements(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private String at(Map<String, Object> row) {
    return key + "=" + text(row.get(key));
  }

  private static String text(Object value) {
    String text = String.valueOf(value);
    if (value instanceof float[] vector) {
      text = Arrays.toString(vector);
    } else if (value instanceof byte[] bytes) {
      text = HexFormat.of().formatHex(bytes);
    }
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "..";
  }

  private void add(String line) {
    if (!areEnough()) {
      lines.add(line);
    }
  }
}
