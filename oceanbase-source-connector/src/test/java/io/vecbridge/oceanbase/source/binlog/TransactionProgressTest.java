// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TransactionProgressTest {
  private static final String SERVER = "3e11fa47-71ca-11e1-9e33-c80aa9429562:";

  /** Stops after any numbers of changes, by a crash or by a lost connection. */
  @Property
  void everyChangeIsSentOnceWhereverTheCaptureStops(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 4) Integer> transactions,
      @ForAll @Size(max = 8) List<@IntRange(max = 5) Integer> stops,
      @ForAll boolean crashes) {
    List<String> sent = new ArrayList<>();
    Log log = new Log(transactions, sent);
    BinlogPosition stored = BinlogPosition.after("");
    TransactionProgress progress = new TransactionProgress(stored);
    for (int stop : stops) {
      log.send(progress, stop);
      if (crashes) {
        progress = new TransactionProgress(restored(progress));
      } else {
        progress.interrupt();
      }
    }
    log.send(progress, Integer.MAX_VALUE);

    assertThat(sent).isEqualTo(log.all());
  }

  @Test
  void aTransactionWithoutAnEndIsOutWhenTheNextBegins() {
    TransactionProgress progress = new TransactionProgress(BinlogPosition.after(""));
    progress.begin(SERVER + 1);
    assertThat(progress.gtids()).isEmpty();
    progress.begin(SERVER + 2);
    assertThat(progress.gtids()).isEqualTo(SERVER + "1-1");
  }

  @Test
  void onlyTheTransactionThatWasPartlyOutIsCountedOff() {
    BinlogPosition position =
        BinlogPosition.after("")
            .at(SERVER + "1-3", new PartialTransaction(SERVER + "5", 2), FilePlace.NONE);
    TransactionProgress progress = new TransactionProgress(position);
    progress.begin(SERVER + 4);
    assertThat(progress.next()).isTrue();
    progress.end();
    progress.begin(SERVER + 5);
    assertThat(progress.next()).isFalse();
    assertThat(progress.next()).isFalse();
    assertThat(progress.next()).isTrue();
    assertThat(progress.partial().images()).isEqualTo(3);
    progress.end();
    assertThat(progress.gtids()).isEqualTo(SERVER + "1-5");
    assertThat(progress.partial().gtid()).isEmpty();
  }

  private static BinlogPosition restored(TransactionProgress progress) {
    Map<String, Object> map =
        BinlogPosition.after("").at(progress.gtids(), progress.partial(), FilePlace.NONE).toMap();
    return BinlogPosition.of(map);
  }

  /** What a server sends: all transactions that a set lacks, each from its beginning. */
  private record Log(List<Integer> transactions, List<String> sent) {
    void send(TransactionProgress progress, int most) {
      String out = progress.gtids();
      int left = most;
      for (int i = 0; i < transactions.size(); i++) {
        if (isIn(out, i + 1)) {
          continue;
        }
        progress.begin(SERVER + (i + 1));
        for (int change = 0; change < transactions.get(i); change++) {
          if (left == 0) {
            return;
          }
          if (progress.next()) {
            sent.add(i + "/" + change);
            left--;
          }
        }
        if (left == 0) {
          return;
        }
        progress.end();
      }
    }

    List<String> all() {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < transactions.size(); i++) {
        for (int change = 0; change < transactions.get(i); change++) {
          all.add(i + "/" + change);
        }
      }
      return all;
    }

    private static boolean isIn(String gtids, int number) {
      return !gtids.isEmpty()
          && Integer.parseInt(gtids.substring(gtids.lastIndexOf('-') + 1)) >= number;
    }
  }
}
