// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vecbridge.harness.client.OceanBaseClient;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a row costs the worker's heap on its way from a record into a statement. */
@ExtendWith(TenantExtension.class)
class SinkAllocationIT {
  private static final String DATABASE = "sink_allocation";
  private static final int DIMENSION = 768;
  private static final int ROWS = 1_000;
  private static final int LITERAL = 2 * 4 * DIMENSION;

  @Test
  void theLiteralOfAVectorIsMadeOnceAndCopiedOnce(Tenant tenant) throws SQLException {
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "vectors",
            column("id", SchemaBuilder.int64()),
            CollectionRecords.milvus(
                "v",
                SchemaBuilder.bytes().name("io.vecbridge.data.FloatVector"),
                "FLOAT_VECTOR",
                DIMENSION,
                null));
    List<List<SinkRecord>> puts = new ArrayList<>();
    for (int put = 0; put < 4; put++) {
      puts.add(put(records, put * ROWS));
    }
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      sink.put(puts.get(0));

      long before = allocated();
      puts.subList(1, 4).forEach(sink::put);
      long bytesPerRow = (allocated() - before) / (3 * ROWS);

      assertThat(client.count("vectors")).isEqualTo(4 * ROWS);
      assertThat(bytesPerRow).isBetween(2L * LITERAL, 3L * LITERAL);
    }
  }

  private static List<SinkRecord> put(CollectionRecords records, int first) {
    Random random = new Random(first);
    List<SinkRecord> put = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      byte[] vector = new byte[4 * DIMENSION];
      // Each element has the exponent of numbers around one.
      random.nextBytes(vector);
      for (int element = 3; element < vector.length; element += 4) {
        vector[element] = 0x3F;
      }
      put.add(records.change("r", (long) first + i, vector));
    }
    return put;
  }

  /** By all threads, since the statements of a large put are executed by one of their own. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
  }
}
