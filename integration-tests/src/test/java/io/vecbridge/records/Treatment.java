// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.vecbridge.records.Transform.Kind;
import java.util.List;
import java.util.Map;

/** What transformations do to the records of a {@link ChangeStream} before the sink gets them. */
public enum Treatment {
  ENVELOPES,
  ENVELOPES_ROUTED(Map.of(), routed()),
  ENVELOPES_WITHOUT_SOME_FIELDS(
      Map.of(), Transform.of(Kind.REPLACE_FIELD_OF_VALUE, "exclude", "before,ts_us,ts_ns")),
  ENVELOPES_WITH_A_RENAMED_FIELD(
      Map.of(), Transform.of(Kind.REPLACE_FIELD_OF_VALUE, "renames", "ts_ms:emitted")),
  ENVELOPES_BY_LOGICAL_TABLE(Map.of(), byLogicalTable()),
  ROWS(Map.of(), unwrapped()),
  ROWS_ROUTED(Map.of(), unwrapped(), routed()),
  ROWS_WITHOUT_A_COLUMN(
      Map.of("l", ""), unwrapped(), Transform.of(Kind.REPLACE_FIELD_OF_VALUE, "exclude", "l")),
  ROWS_WITH_A_RENAMED_COLUMN(
      Map.of("content", "body"),
      unwrapped(),
      Transform.of(Kind.REPLACE_FIELD_OF_VALUE, "renames", "content:body")),
  ROWS_WITH_A_RENAMED_KEY(
      Map.of("id", "product_id"),
      unwrapped(),
      Transform.of(Kind.REPLACE_FIELD_OF_KEY, "renames", "id:product_id"),
      Transform.of(Kind.REPLACE_FIELD_OF_VALUE, "renames", "id:product_id")),
  ROWS_BY_LOGICAL_TABLE(Map.of(), byLogicalTable(), unwrapped()),
  ROWS_WITH_REWRITTEN_DELETES(
      Map.of(),
      Transform.of(Kind.EXTRACT_NEW_RECORD_STATE, "delete.tombstone.handling.mode", "rewrite"));

  private final Map<String, String> names;
  private final List<Transform> transforms;

  Treatment() {
    this(Map.of());
  }

  /**
   * @param names new names of columns by their names, empty for one that is left out
   */
  Treatment(Map<String, String> names, Transform... transforms) {
    this.names = names;
    this.transforms = List.of(transforms);
  }

  public List<Transform> transforms() {
    return transforms;
  }

  /** The name that a column has afterwards, empty if it is left out. */
  public String nameOf(String column) {
    return names.getOrDefault(column, column);
  }

  /** Whether the transformations of Debezium, which work with schemas only, are not among these. */
  public boolean needsNoSchema() {
    return transforms.stream()
        .noneMatch(
            step ->
                step.kind() == Kind.EXTRACT_NEW_RECORD_STATE
                    || step.kind() == Kind.BY_LOGICAL_TABLE_ROUTER);
  }

  /** Whether the records remain envelopes. */
  public boolean keepsEnvelopes() {
    return transforms.stream().noneMatch(step -> step.kind() == Kind.EXTRACT_NEW_RECORD_STATE);
  }

  private static Transform unwrapped() {
    return Transform.of(Kind.EXTRACT_NEW_RECORD_STATE);
  }

  private static Transform routed() {
    return Transform.of(Kind.REGEX_ROUTER, "regex", "[^.]*\\.(.*)", "replacement", "$1");
  }

  private static Transform byLogicalTable() {
    return Transform.of(
        Kind.BY_LOGICAL_TABLE_ROUTER,
        "topic.regex",
        "[^.]*\\.(.*)",
        "topic.replacement",
        "all.$1",
        "key.enforce.uniqueness",
        "false");
  }
}
