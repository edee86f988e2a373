// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.milvus.grpc.ImmutableMessage;
import io.milvus.grpc.MessageID;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the messages that Milvus returns of its log become. */
class DumpedRecordsTest {
  private static final String VCHANNEL = "dml_0_7v0";

  private final DumpedRecords records = new DumpedRecords("dml_0", DumpPosition.at(0));
  private final List<LogRecord> out = new ArrayList<>();

  @Test
  void aMessageCompletesEverythingUpToItself() {
    records.add(message(2, 10, "a"), out);
    records.tick(out);
    records.tick(out);
    assertThat(described()).containsExactly("2 @10 at 10.0,4,la,a", "tick @10 at 10.1,4,la,a");
    assertThat(records.next()).isEqualTo(DumpPosition.parse("10.1,4,la,a"));
    assertThat(records.complete()).isEqualTo(10);
  }

  @Test
  void theMessagesOfATransactionHaveTheTimeOfItsCommitWhateverTheirOwnIs() {
    records.add(part(900, 20, "b"), out);
    records.add(part(2, 12, "c"), out);
    records.add(part(3, 20, "d"), out);
    assertThat(out).isEmpty();
    records.add(part(901, 20, "e"), out);
    records.tick(out);
    assertThat(described())
        .containsExactly("2 @20 at 20.0,4,le,e", "3 @20 at 20.2,4,le,e", "tick @20 at 20.3,4,le,e");
    assertThat(out).noneMatch(record -> record.properties().containsKey("_tx"));
  }

  @Test
  void whatIsReturnedAgainIsDroppedAndKeepsItsPlace() {
    records.add(message(2, 10, "a"), out);
    records.tick(out);
    records.add(older(2, 20, "b"), out);
    records.again();
    out.clear();
    records.add(message(2, 10, "a"), out);
    records.tick(out);
    records.add(older(2, 20, "b"), out);
    records.add(older(2, 20, "c"), out);
    records.tick(out);
    // Messages of Milvus 2.5 may share a timestamp, which is complete only when a later one comes.
    assertThat(described()).containsExactly("tick @19 at 20.1,4,lb,b", "2 @20 at 20.2,4,lc,c");
    records.add(message(2, 30, "d"), out);
    records.tick(out);
    assertThat(described().subList(2, 4))
        .containsExactly("2 @30 at 30.0,4,ld,d", "tick @30 at 30.1,4,ld,d");
  }

  @Test
  void theEndOfAWindowCompletesWhatIsBeforeIt() {
    records.add(message(2, 10, "a"), out);
    records.returned(50);
    records.tick(out);
    assertThat(described()).containsExactly("2 @10 at 10.0,4,la,a", "tick @50 at 50.1,4,la,a");
  }

  @Test
  void readingFromAnEarlierPositionReturnsTheSamePositions() {
    records.add(message(2, 10, "a"), out);
    records.add(message(2, 20, "b"), out);
    records.tick(out);
    List<String> first = described();
    out.clear();
    records.restart(DumpPosition.at(0));
    records.add(message(2, 10, "a"), out);
    records.add(message(2, 20, "b"), out);
    records.tick(out);
    assertThat(described()).isEqualTo(first);
  }

  @Test
  void aMessageThatIsConfirmedWhereItIsHasOneId() {
    records.add(message(2, 10, "a").toBuilder().removeProperties("_lc").build(), out);
    assertThat(described()).containsExactly("2 @10 at 10.0,4,a,a");
  }

  @Test
  void aTransactionAsOneMessageIsRefused() {
    assertThatThrownBy(() -> records.add(message(999, 10, "a"), out))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("versions before 2.6.20");
  }

  @Test
  void positionsAreStoredAsText() {
    for (String stored : List.of("462500000000000000.1,4,CAEQAw==,CAEQBA==", "7.0")) {
      assertThat(LogPosition.of(stored).stored()).isEqualTo(stored);
    }
    for (String other : List.of("", "7", "7.0,1", "7.0,1,a,", "-1.0")) {
      assertThatThrownBy(() -> LogPosition.of(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatFollowsInAnotherQueueIsAfterEveryOffsetOfKafka() {
    LogPosition offset = new LogPosition.Offset(Long.MAX_VALUE);
    assertThat(offset.isBefore(DumpPosition.at(0))).isTrue();
    assertThat(DumpPosition.at(0).isBefore(offset)).isFalse();
    assertThat(LogPosition.START.isBefore(offset)).isTrue();
  }

  private List<String> described() {
    return out.stream()
        .map(
            record -> {
              StreamingHeader header = StreamingHeader.read(record);
              return (header.type() == 1 ? "tick" : Integer.toString(header.type()))
                  + " @"
                  + header.timeTick()
                  + " at "
                  + record.position();
            })
        .toList();
  }

  private static ImmutableMessage part(int type, long timeTick, String id) {
    return message(type, timeTick, id).toBuilder().putProperties("_tx", "CAE=").build();
  }

  /** A message of Milvus 2.5, which a later one returns in its own format. */
  private static ImmutableMessage older(int type, long timeTick, String id) {
    return message(type, timeTick, id).toBuilder()
        .removeProperties("_wt")
        .putProperties("_v", "0")
        .build();
  }

  private static ImmutableMessage message(int type, long timeTick, String id) {
    return ImmutableMessage.newBuilder()
        .setId(MessageID.newBuilder().setId(id).setWALNameValue(4))
        .putAllProperties(StreamedProperties.of(type, timeTick, VCHANNEL))
        .putAllProperties(Map.of("_lc", "l" + id, "_wt", "1"))
        .setPayload(ByteString.copyFromUtf8("x"))
        .build();
  }
}
