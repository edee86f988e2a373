// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.rate.PageSize;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyBatchesTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void everyKeyIsTakenOnceInItsOrder() throws Exception {
    List<Object> keys = keys(1_000);

    List<List<Object>> batches = batches(keys, 100);

    assertThat(batches.stream().flatMap(List::stream).toList()).isEqualTo(keys);
  }

  @Test
  void batchesOfSmallRowsGrowToTheLimit() throws Exception {
    assertThat(batches(keys(900), 100))
        .extracting(List::size)
        .containsExactly(100, 200, 200, 200, 200);
  }

  @Test
  void batchesOfLargeRowsHaveNoMoreBytesThanAPage() throws Exception {
    List<List<Object>> batches = batches(keys(200), MEBIBYTE);

    assertThat(batches.subList(1, batches.size()))
        .hasSizeGreaterThan(20)
        .allSatisfy(
            batch ->
                assertThat(batch.size() * MEBIBYTE).isLessThanOrEqualTo(PageSize.TARGET_BYTES));
  }

  @Test
  void aRowThatIsLargerThanAPageIsABatch() throws Exception {
    List<List<Object>> batches = batches(keys(103), 10 * MEBIBYTE);

    assertThat(batches).extracting(List::size).containsExactly(100, 1, 1, 1);
  }

  private static List<List<Object>> batches(List<Object> keys, long bytesPerRow)
      throws SQLException, InterruptedException {
    List<List<Object>> batches = new ArrayList<>();
    new KeyBatches(200)
        .each(
            keys,
            batch -> {
              batches.add(List.copyOf(batch));
              return batch.size() * bytesPerRow;
            });
    return batches;
  }

  private static List<Object> keys(long count) {
    return LongStream.range(0, count).<Object>mapToObj(key -> key).toList();
  }
}
