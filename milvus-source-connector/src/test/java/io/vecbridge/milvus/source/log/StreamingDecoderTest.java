// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CollectionSchema;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the streaming service, by their properties. */
class StreamingDecoderTest {
  private static final String CHANNEL = "dml_3_7v0";
  private static final long TICK = 462_422_016_000_000_004L;

  private final MessageDecoder decoder = new MessageDecoder();

  private LogMessage.Streamed decode(Map<String, String> properties, byte[] value) {
    LogRecord record = new LogRecord("dml_3", 42, properties, value);
    return (LogMessage.Streamed) decoder.decode(record, CHANNEL::equals);
  }

  private static Map<String, String> properties(int type, String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("_v", "1");
    properties.put("_t", Integer.toString(type));
    properties.put("_tt", Long.toUnsignedString(TICK, 36));
    properties.put("_vc", CHANNEL);
    properties.put("_h", "");
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }

  private static byte[] insert() {
    return Messages.insert("of the source cluster", 7, "p", List.of(), List.of(1L, 2L))
        .toByteArray();
  }

  private static String base64(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return Base64.getEncoder().encodeToString(all);
  }

  @Test
  void thePropertiesDecideAboutChannelAndTime() {
    LogMessage.Streamed message = decode(properties(2), insert());
    assertThat(message.timeTick()).isEqualTo(TICK);
    assertThat(message.vchannel()).isEqualTo(CHANNEL);
    assertThat(message.transaction()).isNull();
    assertThat(message.content())
        .isInstanceOfSatisfying(
            LogMessage.Inserted.class,
            inserted -> {
              assertThat(inserted.vchannel()).isEqualTo(CHANNEL);
              assertThat(inserted.rows()).isEqualTo(2);
            });
  }

  @Test
  void aMessageNamesItsTransaction() {
    String transaction = base64(8, 9, 16, 0x90, 0x4e);
    assertThat(decode(properties(2, "_tx", transaction), insert()).transaction())
        .isEqualTo(new LogMessage.Transaction(9, 10_000));
    assertThat(decode(properties(900, "_v", "2", "_tx", transaction), new byte[0]).content())
        .isEqualTo(LogMessage.TransactionMark.BEGIN);
    assertThat(decode(properties(901, "_v", "2", "_tx", transaction), new byte[0]).content())
        .isEqualTo(LogMessage.TransactionMark.COMMIT);
    assertThat(decode(properties(902, "_v", "2", "_tx", transaction), new byte[0]).content())
        .isEqualTo(LogMessage.TransactionMark.ROLLBACK);
  }

  @Test
  void rowsOfOtherChannelsAreNotParsed() {
    assertThat(decode(properties(2, "_vc", "dml_3_8v0"), new byte[] {1, 2}).content())
        .isEqualTo(LogMessage.OTHER);
  }

  @Test
  void copiesInTheControlChannelAreOfNoConcern() {
    assertThat(decode(properties(6, "_vc", "dml_3_vcchan"), new byte[0]).content())
        .isEqualTo(LogMessage.OTHER);
  }

  @Test
  void ticksCountByTheirProperties() {
    Map<String, String> properties = properties(1);
    properties.remove("_vc");
    assertThat(decode(properties, Messages.tick(5).toByteArray()).content())
        .isEqualTo(new LogMessage.TimeTick(TICK));
  }

  @Test
  void announcementsHaveTheTimeOfTheRecord() {
    assertThat(
            decode(
                    properties(8),
                    Msg.DropPartitionRequest.newBuilder()
                        .setCollectionID(7)
                        .setPartitionID(8)
                        .setPartitionName("p")
                        .build()
                        .toByteArray())
                .content())
        .isEqualTo(new LogMessage.PartitionDropped(7, 8, "p", TICK));
    assertThat(
            decode(
                    properties(11),
                    Msg.ImportMsg.newBuilder().setCollectionID(7).build().toByteArray())
                .content())
        .isEqualTo(new LogMessage.Imported(7, 0, List.of(), TICK));
    assertThat(decode(properties(38, "_v", "2", "_h", base64(16, 7)), new byte[0]).content())
        .isEqualTo(new LogMessage.Truncated(7, TICK));
    assertThat(decode(properties(45, "_v", "2", "_h", base64(8, 7)), new byte[0]).content())
        .isEqualTo(new LogMessage.Imported(7, 0, List.of(), TICK));
    assertThat(decode(properties(700, "_v", "2", "_h", base64(8, 4)), new byte[0]).content())
        .isEqualTo(new LogMessage.LogMoved(4, TICK));
  }

  @Test
  void anImportThatIsCommittedLaterIsAnnouncedByItsCommit() {
    byte[] import2Pc =
        Msg.ImportMsg.newBuilder()
            .setCollectionID(7)
            .putOptions("auto_commit", "false")
            .build()
            .toByteArray();
    assertThat(decode(properties(11), import2Pc).content()).isEqualTo(LogMessage.OTHER);
  }

  @Test
  void aSchemaIsChangedOnlyIfTheMaskSaysSo() {
    // Field 3 is the mask of changed properties, field 6 the dropped fields.
    byte[] mask = "schema".getBytes(StandardCharsets.UTF_8);
    int[] header = {16, 7, 26, 8, 10, 6, 0, 0, 0, 0, 0, 0, 50, 1, 101};
    for (int i = 0; i < mask.length; i++) {
      header[6 + i] = mask[i];
    }
    assertThat(decode(properties(13, "_v", "2", "_h", base64(header)), new byte[0]).content())
        .isEqualTo(
            new LogMessage.SchemaChanged(
                7, CollectionSchema.getDefaultInstance(), Set.of(101L), TICK));
    header[6] = 'x';
    assertThat(decode(properties(13, "_v", "2", "_h", base64(header)), new byte[0]).content())
        .isEqualTo(LogMessage.OTHER);
  }

  @Test
  void aRenamingHasTheNamesThatTheMaskSays() {
    Map<String, String> properties = Alter.properties(TICK, CHANNEL, 7, List.of("collection_name"));
    byte[] body = Alter.name("other", "tomes");
    assertThat(decode(properties, body).content())
        .isEqualTo(new LogMessage.Renamed(7, "", "tomes", TICK));
    assertThat(
            decode(Alter.properties(TICK, CHANNEL, 7, List.of("db", "collection_name")), body)
                .content())
        .isEqualTo(new LogMessage.Renamed(7, "other", "tomes", TICK));
  }

  @Test
  void onlyAForcedPromotionThatCountsAbortsTransactions() {
    assertThat(decode(properties(800, "_v", "2", "_h", base64(24, 1)), new byte[0]).content())
        .isEqualTo(new LogMessage.TransactionsAborted());
    assertThat(
            decode(properties(800, "_v", "2", "_h", base64(24, 1, 32, 1)), new byte[0]).content())
        .isEqualTo(LogMessage.OTHER);
    assertThat(decode(properties(800, "_v", "2"), new byte[0]).content())
        .isEqualTo(LogMessage.OTHER);
  }

  @Test
  void encryptedRowsAreNamedByTheirCollection() {
    assertThat(decode(properties(2, "_ch", "x", "_h", base64(8, 7)), new byte[] {1}).content())
        .isEqualTo(new LogMessage.Encrypted(7, TICK));
  }

  @ParameterizedTest
  @CsvSource({"4", "5", "7", "9", "10", "37", "46"})
  void messagesThatChangeNoRowsAreOfNoConcern(int type) {
    assertThat(decode(properties(type), new byte[0]).content()).isEqualTo(LogMessage.OTHER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 49, 999, 903})
  void unknownTypesAreNamed(int type) {
    assertThat(decode(properties(type), new byte[0]).content())
        .isEqualTo(new LogMessage.Unknown(type));
  }

  @Test
  void anUnknownVersionIsAFailureWhateverTheRecordIs() {
    assertThatThrownBy(() -> decode(properties(1, "_v", "3", "_vc", ""), new byte[0]))
        .isInstanceOf(LogFormatException.class)
        .hasMessage(
            "Channel \"dml_3\", position 42: the record has version \"3\" of the streaming"
                + " service's format; this reader supports 1 and 2, those of Milvus 2.6 and 3.0."
                + " Update the connector, or use change.log.reader=none for snapshots only.");
  }

  @Test
  void aPartOfAMessageIsAFailure() {
    assertThatThrownBy(() -> decode(properties(2, "_ci", "0", "_ct", "2"), insert()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("a part of a message that Milvus split");
  }

  @Test
  void aDeleteWithoutKeysIsAFailure() {
    byte[] value = Msg.DeleteRequest.newBuilder().setNumRows(1).build().toByteArray();
    assertThatThrownBy(() -> decode(properties(3), value))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("a delete of 1 rows has 0 keys");
  }

  @Test
  void propertiesThatCantBeReadAreNamed() {
    assertThatThrownBy(() -> decode(properties(2, "_tt", "?"), insert()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("its properties _t and _tt are not numbers");
    assertThatThrownBy(() -> decode(properties(2, "_tx", "?"), insert()))
        .isInstanceOf(LogFormatException.class)
        .hasMessageContaining("its property _tx is not a protobuf message in base64");
  }
}
