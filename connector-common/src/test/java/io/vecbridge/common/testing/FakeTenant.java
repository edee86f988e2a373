// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tenant in memory: answers a statement by what it contains, and remembers all of them. */
public final class FakeTenant {
  private final Map<String, Object> answers = new LinkedHashMap<>();
  private final List<String> queries = new ArrayList<>();
  private final List<List<Object>> parameters = new ArrayList<>();

  /**
   * Rows for queries that contain a text: the values of each in their order, or one map of them by
   * their labels.
   */
  public FakeTenant answer(String part, Object[]... rows) {
    answers.put(part, List.of(rows));
    return this;
  }

  /** An error for queries and updates that contain a text. */
  public FakeTenant refuse(String part, SQLException error) {
    answers.put(part, error);
    return this;
  }

  /** The queries and updates so far. */
  public List<String> queries() {
    return queries;
  }

  /** What is bound to the parameters of a statement, of the latest one that contains a text. */
  public List<Object> bound(String part) {
    for (int i = queries.size() - 1; i >= 0; i--) {
      if (queries.get(i).contains(part)) {
        return parameters.get(i);
      }
    }
    return List.of();
  }

  public Connection connection() {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method) {
              case "createStatement" -> statement(null);
              case "isWrapperFor" -> false;
              case "prepareStatement" -> statement((String) arguments[0]);
              default -> null;
            });
  }

  private PreparedStatement statement(String prepared) {
    List<Object> bound = new ArrayList<>();
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.startsWith("set")) {
            if (arguments.length > 1) {
              bound.add(arguments[1]);
            }
            return null;
          }
          if (method.equals("getConnection")) {
            return connection();
          }
          if (!method.startsWith("execute")) {
            return null;
          }
          queries.add(prepared == null ? (String) arguments[0] : prepared);
          parameters.add(bound);
          return switch (method) {
            case "executeQuery" -> result(queries.get(queries.size() - 1));
            case "executeUpdate" -> updated(queries.get(queries.size() - 1));
            default -> false;
          };
        });
  }

  @SuppressWarnings("unchecked")
  private ResultSet result(String query) throws SQLException {
    Object answer = answerTo(query);
    if (answer == null) {
      throw new SQLException("No answer to " + query);
    }
    return rows((List<Object[]>) answer);
  }

  /** An update that has no answer changes one row. */
  private int updated(String update) throws SQLException {
    return answerTo(update) instanceof List<?> rows ? rows.size() : 1;
  }

  private Object answerTo(String query) throws SQLException {
    for (Map.Entry<String, Object> answer : answers.entrySet()) {
      if (query.contains(answer.getKey())) {
        if (answer.getValue() instanceof SQLException error) {
          throw error;
        }
        return answer.getValue();
      }
    }
    return null;
  }

  private static ResultSet rows(List<Object[]> rows) {
    int[] at = {-1};
    return proxy(
        ResultSet.class,
        (method, arguments) -> {
          if (method.equals("next")) {
            return ++at[0] < rows.size();
          }
          if (method.equals("close")) {
            return null;
          }
          if (method.equals("wasNull")) {
            return false;
          }
          Object[] row = rows.get(at[0]);
          Object value =
              arguments[0] instanceof String label
                  ? ((Map<?, ?>) row[0]).get(label)
                  : row[(Integer) arguments[0] - 1];
          return switch (method) {
            case "getBytes" ->
                value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
            case "getString" -> value == null ? null : value.toString();
            case "getLong" -> value == null ? 0L : ((Number) value).longValue();
            case "getInt" -> value == null ? 0 : ((Number) value).intValue();
            default -> value;
          };
        });
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeTenant.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private interface Answer {
    Object to(String method, Object[] arguments) throws SQLException;
  }
}
