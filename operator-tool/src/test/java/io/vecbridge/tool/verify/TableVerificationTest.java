// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.pair.OpenedPairs;
import io.vecbridge.tool.pair.PairInMemory;
import io.vecbridge.tool.verify.Settings.Mode;
import io.vecbridge.tool.verify.Settings.Recheck;
import io.vecbridge.tool.verify.Settings.Scope;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A comparison that is interrupted and resumed. */
class TableVerificationTest {
  private static final ObjectPair NAMES =
      new ObjectPair(
          true,
          new TableId("shop", null, "goods"),
          new TableName("shop", "goods"),
          "milvus.shop.goods",
          null);
  private static final SQLException LOST = new SQLException("refused", "42000", 1142);

  private final StateFile file = StateFile.open(null, List.of(), System::nanoTime);
  private FakeMilvus milvus;
  private MilvusClient client;

  @BeforeEach
  void start() throws Exception {
    milvus = new FakeMilvus(new EmptyMilvus());
    client = milvus.client(null, Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    client.close();
    milvus.close();
  }

  @Test
  void rowsAfterTheLastKeyAreCountedOnceByARunThatIsResumed() throws Exception {
    FakeTenant tenant = new FakeTenant().answer("ORDER BY", row(3), row(4));

    TableResult interrupted = run(tenant.refuse(" IN (?", LOST));
    TableResult resumed =
        run(new FakeTenant().answer("ORDER BY", row(3), row(4)).answer(" IN (?", row(3), row(4)));

    assertThat(interrupted.problem()).startsWith("A statement failed");
    assertThat(interrupted.state().suspects()).containsExactly(3L, 4L);
    assertThat(resumed.problem()).isNull();
    assertThat(resumed.state().counts().targetRows()).isEqualTo(2);
    assertThat(resumed.state().differences()).extracting(Difference::key).containsExactly(3L, 4L);
  }

  private TableResult run(FakeTenant tenant) throws InterruptedException {
    PairInMemory pair =
        new PairInMemory(NAMES) {
          @Override
          public OpenedPair open(ObjectPair names, String where, boolean onServer)
              throws SQLException {
            return OpenedPairs.of(names, client, tenant);
          }
        };
    Settings settings =
        new Settings(
            new Scope(Mode.KEYS, 0, "", null, null),
            new Recheck(Duration.ZERO, Duration.ZERO),
            1,
            0,
            100,
            false);
    return new TableVerification(
            pair, NAMES, settings, file, new Pace(0, System::nanoTime, pause -> {}), SILENT)
        .run();
  }

  /** The key as it is compared, and as it is paged. */
  private static Object[] row(long key) {
    return new Object[] {key, key};
  }

  private static final ProgressListener SILENT =
      new ProgressListener() {
        @Override
        public void found(List<ObjectPair> pairs) {}

        @Override
        public void began(ObjectPair pair, long rows, long compared) {}

        @Override
        public void compared(ObjectPair pair, long rows) {}

        @Override
        public void ended(TableResult result) {}
      };

  /** A Milvus whose collection has no rows. */
  private static final class EmptyMilvus extends MilvusServiceGrpc.MilvusServiceImplBase {
    @Override
    public void allocTimestamp(
        AllocTimestampRequest request, StreamObserver<AllocTimestampResponse> answer) {
      give(answer, AllocTimestampResponse.newBuilder().setTimestamp(1).build());
    }

    @Override
    public void showPartitions(
        ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> answer) {
      give(answer, ShowPartitionsResponse.getDefaultInstance());
    }

    @Override
    public void describeCollection(
        DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> answer) {
      give(answer, DescribeCollectionResponse.newBuilder().setCollectionID(1).build());
    }

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResults> answer) {
      LongArray.Builder values = LongArray.newBuilder();
      if (request.getOutputFields(0).equals("count(*)")) {
        values.addData(0);
      }
      FieldData.Builder field =
          FieldData.newBuilder()
              .setFieldName(request.getOutputFields(0))
              .setFieldId(100)
              .setTypeValue(5)
              .setScalars(ScalarField.newBuilder().setLongData(values));
      give(answer, QueryResults.newBuilder().addFieldsData(field).build());
    }

    private static <A> void give(StreamObserver<A> answer, A value) {
      answer.onNext(value);
      answer.onCompleted();
    }
  }
}
