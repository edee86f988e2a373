// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * A JSON value. Two are equal if they mean the same: the order of object keys doesn't count, and
 * doubles are compared to the bit.
 */
public record Json(JsonNode node) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static Json parse(String text) {
    try {
      return new Json(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && same(node, json.node);
  }

  @Override
  public int hashCode() {
    return node.getNodeType().hashCode();
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
      return false;
    }
    if (one.isNumber()) {
      return sameNumber(one, other);
    }
    if (one.isObject()) {
      return sameFields(one, other);
    }
    if (one.isArray()) {
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    return one.equals(other);
  }

  private static boolean sameFields(JsonNode one, JsonNode other) {
    for (Map.Entry<String, JsonNode> field : one.properties()) {
      JsonNode twin = other.get(field.getKey());
      if (twin == null || !same(field.getValue(), twin)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameNumber(JsonNode one, JsonNode other) {
    if (one.isIntegralNumber() && other.isIntegralNumber()) {
      return one.bigIntegerValue().equals(other.bigIntegerValue());
    }
    return one.doubleValue() == other.doubleValue();
  }
}
