// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.rate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PageSizeTest {
  private static final int MAX_ROWS = 16_384;
  private static final int ROW_OF_768_FLOATS = 3_100;

  @Example
  void theFirstPageIsSizedByTheSchema() {
    assertThat(new PageSize(MAX_ROWS, ROW_OF_768_FLOATS).rows())
        .isEqualTo(PageSize.TARGET_BYTES / ROW_OF_768_FLOATS);
    assertThat(new PageSize(MAX_ROWS, 16).rows()).isEqualTo(MAX_ROWS);
    assertThat(new PageSize(500, 16).rows()).isEqualTo(500);
    assertThat(new PageSize(0, 16).rows()).isEqualTo(1);
    assertThat(new PageSize(500, 1L << 40).rows()).isEqualTo(1);
  }

  @Example
  void theFirstPageOfUnknownRowsIsSmall() {
    assertThat(new PageSize(MAX_ROWS).rows()).isEqualTo(100);
    assertThat(new PageSize(7).rows()).isEqualTo(7);
  }

  @Example
  void anEmptyPageChangesNothing() {
    PageSize size = new PageSize(7, 16);
    size.seen(0, 0);
    assertThat(size.rows()).isEqualTo(7);
  }

  @Example
  void smallRowsMakeLargerPagesInSteps() {
    PageSize size = new PageSize(MAX_ROWS, 100_000);
    assertThat(size.rows()).isEqualTo(41);
    size.seen(41, 41 * 100);
    assertThat(size.rows()).isEqualTo(164);
    size.seen(164, 164 * 100);
    assertThat(size.rows()).isEqualTo(656);
  }

  @Example
  void largeRowsMakeSmallerPagesAtOnce() {
    PageSize size = new PageSize(MAX_ROWS, 100);
    size.seen(16_384, 16_384L * 4_096);
    assertThat(size.rows()).isEqualTo(1_024);
  }

  @Example
  void aPageThatWasTooLargeIsNotTriedAgainAtOnce() {
    PageSize size = new PageSize(MAX_ROWS, 10_000);
    assertThat(size.rows()).isEqualTo(419);
    assertThat(size.shrink()).isTrue();
    for (int page = 1; page < 32; page++) {
      size.seen(104, 104 * 100);
      assertThat(size.rows()).isEqualTo(104);
    }
    size.seen(104, 104 * 100);
    assertThat(size.rows()).isEqualTo(208);
  }

  @Example
  void aPageOfOneRowCannotShrink() {
    PageSize size = new PageSize(5, 16);
    assertThat(size.shrink()).isTrue();
    assertThat(size.rows()).isEqualTo(1);
    assertThat(size.shrink()).isFalse();
  }

  @Property
  void aPageStaysWithinItsBounds(
      @ForAll @IntRange(max = 20_000) int fetchSize,
      @ForAll @IntRange(max = 100_000_000) int estimate,
      @ForAll int[] pages) {
    PageSize size = new PageSize(fetchSize, estimate);
    for (int page : pages) {
      if (page % 7 == 0) {
        size.shrink();
      } else {
        size.seen(size.rows(), Math.abs((long) page));
      }
      assertThat(size.rows()).isBetween(1, Math.max(1, fetchSize));
    }
  }
}
