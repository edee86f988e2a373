// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tenant in memory: answers a query by what it contains, and remembers the queries. */
public final class FakeTenant {
  private final Map<String, Object> answers = new LinkedHashMap<>();
  private final List<String> queries = new ArrayList<>();

  /** Rows for queries that contain a text. */
  public FakeTenant answer(String part, Object[]... rows) {
    answers.put(part, List.of(rows));
    return this;
  }

  /** An error for queries that contain a text. */
  public FakeTenant refuse(String part, SQLException error) {
    answers.put(part, error);
    return this;
  }

  /** The queries so far. */
  public List<String> queries() {
    return queries;
  }

  public Connection connection() {
    return proxy(
        Connection.class,
        (method, arguments) ->
            switch (method) {
              case "createStatement" -> statement(null);
              case "prepareStatement" -> statement((String) arguments[0]);
              default -> null;
            });
  }

  private PreparedStatement statement(String prepared) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) ->
            switch (method) {
              case "executeQuery" -> result(prepared == null ? (String) arguments[0] : prepared);
              case "getConnection" -> connection();
              default -> null;
            });
  }

  @SuppressWarnings("unchecked")
  private ResultSet result(String query) throws SQLException {
    queries.add(query);
    for (Map.Entry<String, Object> answer : answers.entrySet()) {
      if (query.contains(answer.getKey())) {
        if (answer.getValue() instanceof SQLException error) {
          throw error;
        }
        return rows((List<Object[]>) answer.getValue());
      }
    }
    throw new SQLException("No answer to " + query);
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
          Object value = rows.get(at[0])[(Integer) arguments[0] - 1];
          return switch (method) {
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
