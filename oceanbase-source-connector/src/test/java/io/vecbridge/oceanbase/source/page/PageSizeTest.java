// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.util.AbstractList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PageSizeTest {
  private static final int AIM = 4 << 20;

  @Property
  void aPageAimsAtFourMegabytesWhateverTheRowsAre(
      @ForAll @IntRange(max = 20_000_000) int length,
      @ForAll @IntRange(min = 1, max = 50_000) int most) {
    PageSize size = new PageSize(most);
    TableRow row = new TableRow(List.of(1L), new Object[] {new Elements(length)});
    assertThat(size.rows()).isBetween(1, Math.min(100, most));
    size.learn(List.of(row, row));
    assertThat(size.rows()).isBetween(1, most);
    if (size.rows() > 1) {
      assertThat(size.rows() * row.bytes()).isLessThanOrEqualTo(AIM);
    }
    if (size.rows() < most) {
      assertThat((size.rows() + 1) * row.bytes()).isGreaterThan(AIM);
    }
  }

  @Example
  void anEmptyPageTellsNothing() {
    PageSize size = new PageSize(7);
    assertThat(size.learn(List.of())).isZero();
    assertThat(size.rows()).isEqualTo(7);
  }

  /** A vector's elements without the vector. */
  private static final class Elements extends AbstractList<Float> {
    private final int size;

    Elements(int length) {
      this.size = length / 20;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Float get(int index) {
      return 0f;
    }
  }
}
