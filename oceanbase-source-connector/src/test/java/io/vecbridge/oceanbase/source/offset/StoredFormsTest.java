// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Offsets in every form that has ever been stored: a file is never changed. */
class StoredFormsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String GTIDS = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
  private static final TableShape SHAPE = shape();

  @Test
  void offsetsOfPolledTables() throws IOException {
    TablePosition complete = TablePosition.completeAt(1_700_000_000_000_000_000L);
    TablePosition poll = complete.pollTo(1_700_000_000_500_000_000L).after(List.of(5L));
    assertThat(polled("scn-complete")).isEqualTo(new StoredOffset(complete, SHAPE));
    assertThat(polled("scn-snapshot"))
        .isEqualTo(
            new StoredOffset(
                TablePosition.snapshotAt(complete.scn()).after(List.of(5L, "k")), SHAPE));
    assertThat(polled("scn-deletes")).isEqualTo(new StoredOffset(poll, SHAPE));
    assertThat(polled("scn-upserts"))
        .isEqualTo(new StoredOffset(poll.next().after(List.of(7L)), SHAPE));
  }

  @Test
  void offsetsWithTheKeysOfTheirTables() throws IOException {
    TableShape keyed = SHAPE.withKey(List.of("id"));
    assertThat(polled("scn-key"))
        .isEqualTo(new StoredOffset(TablePosition.completeAt(1_700_000_000_000_000_000L), keyed));
    assertThat(binlog("binlog-keys").tables().get(new TableId("d", null, "t")))
        .isEqualTo(new BinlogTables.Entry(State.CAPTURED, keyed));
  }

  @Test
  void offsetsOfABinlogWithoutTables() throws IOException {
    BinlogPosition complete =
        BinlogPosition.after("")
            .at(GTIDS, PartialTransaction.NONE, new FilePlace("binlog.000002", 1234));
    assertThat(binlog("binlog-complete")).isEqualTo(complete);
    assertThat(binlog("binlog-changes"))
        .as("changes were counted in another way, so the transaction is emitted again")
        .isEqualTo(complete);
    assertThat(binlog("binlog-snapshot"))
        .isEqualTo(BinlogPosition.after(GTIDS).with(new SnapshotPosition("d.t", List.of(5L))));
  }

  @Test
  void offsetsOfABinlogWithItsTables() throws IOException {
    BinlogPosition position = binlog("binlog-tables");
    assertThat(position.partial().gtid()).isEqualTo("3e11fa47-71ca-11e1-9e33-c80aa9429562:6");
    assertThat(position.partial().images()).isEqualTo(3);
    assertThat(position.tables().get(new TableId("d", null, "t")))
        .isEqualTo(new BinlogTables.Entry(State.CAPTURED, SHAPE));
  }

  private static TableShape shape() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("id", "bigint(20)");
    columns.put("title", "varchar(200)");
    return new TableShape(columns, List.of(), List.of());
  }

  private static StoredOffset polled(String name) throws IOException {
    return StoredOffset.of(read(name));
  }

  private static BinlogPosition binlog(String name) throws IOException {
    return BinlogPosition.of(read(name));
  }

  private static Map<String, ?> read(String name) throws IOException {
    try (InputStream file =
        StoredFormsTest.class.getResourceAsStream("/offsets/" + name + ".json")) {
      return MAPPER.readValue(file, new TypeReference<Map<String, Object>>() {});
    }
  }
}
