// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** Values inside JSON texts, by keys and indices. */
final class JsonPath {
  private static final ObjectMapper MAPPER = mapper();

  private JsonPath() {}

  private static ObjectMapper mapper() {
    JsonMapper mapper = new JsonMapper();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());
    return mapper;
  }

  /** The value there; {@link MissingNode} if there is none, or the text is not JSON. */
  static JsonNode at(String text, List<String> path) {
    try {
      JsonNode node = MAPPER.readTree(text);
      for (String step : path) {
        node = node.isArray() ? element(node, step) : node.path(step);
      }
      return node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode element(JsonNode array, String step) {
    boolean index = step.matches("0|[1-9][0-9]{0,8}");
    return index ? array.path(Integer.parseInt(step)) : MissingNode.getInstance();
  }
}
