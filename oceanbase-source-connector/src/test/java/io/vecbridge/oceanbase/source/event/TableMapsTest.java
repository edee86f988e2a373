// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableMapsTest {
  private static final int INT = 3;
  private static final int VARCHAR = 15;
  private static final int LONG_BLOB_AS_BLOB = 252;
  private static final int UNKNOWN = 0xd9;

  @Test
  void knownTypesHaveTheirMetadata() throws IOException {
    TableMapEventData map =
        read(new int[] {INT, VARCHAR, LONG_BLOB_AS_BLOB}, new int[] {0x50, 0x00, 4});
    assertThat(map.getDatabase()).isEqualTo("d");
    assertThat(map.getTable()).isEqualTo("t");
    assertThat(map.getColumnMetadata()).containsExactly(0, 0x50, 4);
  }

  @Test
  void unknownTypesTakeWhatTheKnownOnesLeave() throws IOException {
    assertThat(read(new int[] {INT, UNKNOWN, VARCHAR}, new int[] {0x50, 0x00}).getColumnMetadata())
        .containsExactly(0, 0, 0x50);
    assertThat(
            read(new int[] {UNKNOWN, VARCHAR, UNKNOWN}, new int[] {4, 0x50, 0x00, 2})
                .getColumnMetadata())
        .containsExactly(4, 0x50, 2);
  }

  @Test
  void metadataThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> read(new int[] {INT}, new int[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessage("1 bytes of metadata do not fit the columns of a table map");
    assertThatThrownBy(() -> read(new int[] {UNKNOWN, UNKNOWN}, new int[] {1, 2, 3}))
        .isInstanceOf(IOException.class)
        .hasMessage("3 bytes of metadata do not fit the columns of a table map");
  }

  @Test
  void cellsOfUnknownTypesAreNotSentOrHaveTheirLength() throws IOException {
    assertThat(Cells.read(null, 0, 0, stream(1, 2))).isSameAs(Cells.NOT_SENT);
    assertThat((byte[]) Cells.read(null, 4, 0, stream(2, 0, 0, 0, 7, 8))).containsExactly(7, 8);
    assertThat((byte[]) Cells.read(null, 80, 0, stream(1, 7))).containsExactly(7);
    assertThat((byte[]) Cells.read(null, 300, 0, stream(1, 0, 7))).containsExactly(7);
  }

  private static TableMapEventData read(int[] types, int[] metadata) throws IOException {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.write(new byte[] {9, 0, 0, 0, 0, 0, 1, 0, 1});
    event.write("d\0".getBytes(StandardCharsets.US_ASCII));
    event.write(1);
    event.write("t\0".getBytes(StandardCharsets.US_ASCII));
    write(event, types);
    write(event, metadata);
    event.write(0xff);
    return new TableMaps().deserialize(new ByteArrayInputStream(event.toByteArray()));
  }

  private static void write(ByteArrayOutputStream event, int[] bytes) {
    event.write(bytes.length);
    for (int value : bytes) {
      event.write(value);
    }
  }

  private static ByteArrayInputStream stream(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return new ByteArrayInputStream(all);
  }
}
