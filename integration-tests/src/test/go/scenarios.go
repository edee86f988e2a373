// SPDX-License-Identifier: Apache-2.0

package main

import (
	"time"

	"github.com/milvus-io/milvus-proto/go-api/v2/commonpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/hook"
	"github.com/milvus-io/milvus-proto/go-api/v2/msgpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/schemapb"
	"github.com/milvus-io/milvus/pkg/v2/proto/messagespb"
	"github.com/milvus-io/milvus/pkg/v2/streaming/util/message"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
)

const (
	control = topic + "_vcchan"
	first   = int64(465000000000000000)
)

func books(shards int) *collection {
	return newCollection(first, "books", topic, shards,
		field{id: 100, name: "id", dataType: schemapb.DataType_Int64, pk: true},
		field{id: 101, name: "txt", dataType: schemapb.DataType_VarChar},
		field{id: 102, name: "vec", dataType: schemapb.DataType_FloatVector, dim: 4})
}

func book(id int64, txt string) row {
	return row{"id": id, "txt": txt, "vec": []float32{float32(id), 0.5, -1.25, 3}}
}

func common() []*scenario {
	return []*scenario{
		alterWAL(), forcePromote(), secondBegin(), strayMarks(), expiry(), stale(), idle(), autoIDUpsert(),
		truncateFences(), addField(), rename(), replicated(), unknownType(), encrypted(), chunked(), unknownVersion(),
	}
}

func alterWAL() *scenario {
	c := books(2)
	w := newWriter("alter_wal", "AlterWAL is the last record of the old WAL before the tick that confirms it", c)
	w.tick()
	w.insert(c, 0, book(1, "a"))
	w.insert(c, 1, book(2, "b"))
	w.tick()
	w.insert(c, 0, book(3, "c"))
	w.broadcast(message.NewAlterWALMessageBuilderV2().
		WithHeader(&message.AlterWALMessageHeader{TargetWalName: commonpb.WALName_WoodPecker}).
		WithBody(&message.AlterWALMessageBody{}).
		WithClusterLevelBroadcast(cluster()).
		MustBuildBroadcast(), 11, "AlterWAL", "alter_wal", c)
	w.tick()
	return w.finish()
}

func cluster() message.ClusterChannels {
	return message.ClusterChannels{Channels: []string{topic}, ControlChannel: control}
}

func replicateConfig(promote, ignore bool) message.BroadcastMutableMessage {
	return message.NewAlterReplicateConfigMessageBuilderV2().
		WithHeader(&message.AlterReplicateConfigMessageHeader{
			ReplicateConfiguration: &commonpb.ReplicateConfiguration{}, ForcePromote: promote, Ignore: ignore,
		}).
		WithBody(&message.AlterReplicateConfigMessageBody{}).
		WithClusterLevelBroadcast(cluster()).
		MustBuildBroadcast()
}

func forcePromote() *scenario {
	c := books(1)
	w := newWriter("force_promote", "A forced promotion gives up all open transactions, unless it is to be ignored", c)
	w.tick()
	w.insert(c, 0, book(1, "a"))
	lost := w.begin(c, 0, 50)
	lost.insert(book(2, "lost"))
	w.broadcast(replicateConfig(true, false), 12, "AlterReplicateConfig", "", c)
	lost.commitOnly("CommitTxn of a transaction that was given up")
	kept := w.begin(c, 0, 51)
	kept.insert(book(3, "kept"))
	w.broadcast(replicateConfig(true, true), 13, "an AlterReplicateConfig to be ignored", "", c)
	w.broadcast(replicateConfig(false, false), 14, "an AlterReplicateConfig without a promotion", "", c)
	w.tick()
	kept.delete(int64(1))
	kept.commit()
	w.tick()
	return w.finish()
}

func secondBegin() *scenario {
	c := books(1)
	w := newWriter("second_begin", "A second beginning of an open transaction starts it again", c)
	w.tick()
	t := w.begin(c, 0, 60)
	t.insert(book(1, "before"))
	w.tick()
	t.beginAgain()
	t.insert(book(2, "after"))
	t.commit()
	w.insert(c, 0, book(3, "later"))
	w.tick()
	return w.finish()
}

func strayMarks() *scenario {
	c := books(1)
	w := newWriter("stray_marks", "Commits and bodies without a beginning, a repeated commit, a rollback", c)
	w.tick()
	stray := &txn{w: w, id: 70, c: c, keep: keepOpen}
	stray.insert(book(1, "no beginning"))
	stray.commitOnly("CommitTxn without a beginning")
	t := w.begin(c, 0, 71)
	t.insert(book(2, "committed"))
	t.commit()
	w.tick()
	t.insert(book(3, "after the commit"))
	t.commitOnly("a repeated CommitTxn")
	rolled := w.begin(c, 0, 72)
	rolled.insert(book(4, "rolled back"))
	rolled.rollback()
	rolled.commitOnly("CommitTxn after a rollback")
	w.insert(c, 0, book(5, "plain"))
	w.tick()
	return w.finish()
}

func expiry() *scenario {
	c := books(1)
	w := newWriter("expiry", "A transaction expires at the tick that is its keep-alive time after its last message", c)
	w.tick()
	expired := w.begin(c, 0, 80)
	expired.insert(book(1, "expired"))
	kept := w.begin(c, 0, 81)
	kept.insert(book(2, "kept"))
	w.later(9000)
	w.tick()
	kept.insert(book(3, "kept open by this"))
	w.later(2000)
	w.tick()
	expired.commitOnly("CommitTxn of an expired transaction")
	kept.commit()
	w.tick()
	return w.finish()
}

func stale() *scenario {
	c := books(1)
	w := newWriter("stale_owner", "Records of an old owner that are older than the last tick are dropped", c)
	w.tick()
	old := w.next()
	w.insert(c, 0, book(1, "a"))
	w.tick()
	w.staleInsert(old, c, 0, book(2, "stale"))
	// Out of order within one tick, which is legal.
	early, late := w.next(), w.next()
	w.insertAt(late, c, 0, book(3, "second"))
	w.insertAt(early, c, 0, book(3, "first"), book(4, "first"))
	w.tick()
	return w.finish()
}

func idle() *scenario {
	c := books(1)
	w := newWriter("idle_topic", "No tick covers the last records: a watermark of the log's end does, or nothing", c)
	w.tick()
	w.insert(c, 0, book(1, "a"), book(2, "b"))
	w.tick()
	w.insert(c, 0, book(3, "c"))
	t := w.begin(c, 0, 90)
	t.delete(int64(1))
	t.insert(book(1, "upserted"))
	t.commit()
	return w.finish()
}

func autoIDUpsert() *scenario {
	c := books(2)
	c.fields[0].autoID = true
	c.First = c.encoded()
	w := newWriter("autoid_upsert", "An upsert with autoID deletes the old key and inserts a new one, perhaps in the other virtual channel", c)
	var keys [2][]int64
	for key := first + 1000; len(keys[0]) < 3 || len(keys[1]) < 3; key++ {
		shard := shardOf(c, key)
		keys[shard] = append(keys[shard], key)
	}
	w.tick()
	w.insert(c, 0, book(keys[0][0], "old"))
	w.insert(c, 1, book(keys[1][0], "old"))
	w.tick()
	// One message for each of two virtual channels: no transaction.
	w.delete(c, 0, keys[0][0])
	w.insert(c, 1, book(keys[1][1], "new, in the other channel"))
	w.tick()
	same := w.begin(c, 1, 95)
	same.delete(keys[1][0])
	same.insert(book(keys[1][2], "new, in the same channel"))
	same.commit()
	w.tick()
	return w.finish()
}

func truncateFences() *scenario {
	c := books(2)
	w := newWriter("truncate_fences", "Each virtual channel's copy of a truncation removes the rows before it in that channel", c)
	w.tick()
	w.insert(c, 0, book(1, "removed"))
	w.insert(c, 1, book(2, "removed"))
	w.tick()
	m := message.NewTruncateCollectionMessageBuilderV2().
		WithHeader(&message.TruncateCollectionMessageHeader{DbId: 1, CollectionId: c.ID, SegmentIds: []int64{99}}).
		WithBody(&message.TruncateCollectionMessageBody{}).
		WithBroadcast(append([]string{control}, c.VChannels...), message.OptBuildBroadcastAckSyncUp()).
		MustBuildBroadcast()
	parts := split(m, 21)
	w.copied(parts[control], "TruncateCollection", "", c)
	w.copied(parts[c.VChannels[1]], "TruncateCollection", "truncate_collection", c)
	w.insert(c, 0, book(3, "removed, since its channel's fence comes later"))
	w.insert(c, 1, book(4, "kept"))
	w.tick()
	w.copied(parts[c.VChannels[0]], "TruncateCollection", "truncate_collection", c)
	w.insert(c, 0, book(5, "kept"))
	w.tick()
	return w.finish()
}

func split(m message.BroadcastMutableMessage, id uint64) map[string]message.MutableMessage {
	parts := map[string]message.MutableMessage{}
	for _, part := range m.WithBroadcastID(id).SplitIntoMutableMessage() {
		parts[part.VChannel()] = part
	}
	return parts
}

func alter(c *collection, updates *messagespb.AlterCollectionMessageUpdates, paths ...string) message.BroadcastMutableMessage {
	return alterWith(c, &message.AlterCollectionMessageHeader{}, updates, paths...)
}

func alterWith(c *collection, header *message.AlterCollectionMessageHeader, updates *messagespb.AlterCollectionMessageUpdates, paths ...string) message.BroadcastMutableMessage {
	header.DbId, header.CollectionId, header.UpdateMask = 1, c.ID, &fieldmaskpb.FieldMask{Paths: paths}
	return message.NewAlterCollectionMessageBuilderV2().
		WithHeader(header).
		WithBody(&message.AlterCollectionMessageBody{Updates: updates}).
		WithBroadcast(append([]string{control}, c.VChannels...)).
		MustBuildBroadcast()
}

func alterSchema(c *collection, dropped ...int64) message.BroadcastMutableMessage {
	c.version++
	return alterWith(c, droppedFields(dropped), &messagespb.AlterCollectionMessageUpdates{Schema: c.schema()},
		message.FieldMaskCollectionSchema)
}

func addField() *scenario {
	c := books(2)
	w := newWriter("add_fields", "Two fields are added, one after the other; the copies of a change have other times in each virtual channel", c)
	w.tick()
	w.insert(c, 0, book(1, "before"))
	w.insert(c, 1, book(2, "before"))
	before := append([]field{}, c.fields...)
	c.fields = append(c.fields, field{id: 103, name: "score", dataType: schemapb.DataType_Double, nullable: true})
	after := c.fields
	parts := split(alterSchema(c), 31)
	w.copied(parts[control], "AlterCollection", "", c)
	w.copied(parts[c.VChannels[0]], "AlterCollection", "schema_change", c)
	scored := book(3, "after, in its channel")
	scored["score"] = 1.5
	w.insert(c, 0, scored)
	c.fields = before
	w.insert(c, 1, book(4, "before, in its channel"))
	c.fields = after
	w.copied(parts[c.VChannels[1]], "AlterCollection", "schema_change", c)
	w.insert(c, 1, book(5, "after, without a value"))
	w.tick()
	w.broadcast(alter(c, &messagespb.AlterCollectionMessageUpdates{
		Properties: []*commonpb.KeyValuePair{{Key: "collection.ttl.seconds", Value: "0"}},
	}, message.FieldMaskCollectionProperties), 32, "AlterCollection of properties", "", c)
	c.fields = append(append([]field{}, after...),
		field{id: 104, name: "note", dataType: schemapb.DataType_VarChar, nullable: true})
	w.broadcast(alterSchema(c), 33, "AlterCollection", "schema_change", c)
	noted := book(1, "both")
	noted["score"], noted["note"] = 2.5, "a note"
	t := w.begin(c, 0, 96)
	t.insert(noted)
	t.delete(int64(1))
	t.commit()
	w.tick()
	return w.finish()
}

func rename() *scenario {
	c := books(1)
	w := newWriter("rename", "A collection is renamed, and then moved to another database; its id and channels stay", c)
	w.tick()
	w.insert(c, 0, book(1, "books"))
	w.renamed(c, "default", "tomes", message.FieldMaskCollectionName)
	w.insert(c, 0, book(2, "tomes"))
	w.delete(c, 0, int64(1))
	w.tick()
	w.renamed(c, "archive", "tomes", message.FieldMaskDB, message.FieldMaskCollectionName)
	w.insert(c, 0, book(3, "in the archive"))
	w.tick()
	return w.finish()
}

func (w *writer) renamed(c *collection, db, name string, paths ...string) {
	m := alter(c, &messagespb.AlterCollectionMessageUpdates{DbId: 2, DbName: db, CollectionName: name}, paths...)
	w.broadcast(m, uint64(w.offset), "AlterCollection of the name", "rename_collection", c)
	w.waiting[len(w.waiting)-1].NewName = db + "." + name
	c.DB, c.Name = db, name
}

func replicated() *scenario {
	c := books(1)
	w := newWriter("replicated", "A secondary cluster: messages have the header and the body of the source, transactions never expire", c)
	source := books(1)
	message.RegisterMessageIDUnmsarshaler(message.WALNameKafka, func(text string) (message.MessageID, error) {
		offset, err := message.DecodeInt64(text)
		return id(offset), err
	})
	source.VChannels = []string{"source-rootcoord-dml_3_" + "465000000000000000v0"}
	w.tick()
	t := &txn{w: w, id: 98, c: c, keep: message.TxnKeepaliveInfinite}
	t.beginAgain()
	m := replicate(w.insertMessage(source, 0, []row{book(1, "a")}), c, 5)
	t.add(m, "a replicated Insert", inserts(c, 0, []row{book(1, "a")}))
	w.later(60000)
	w.tick()
	t.commit()
	plain := replicate(w.insertMessage(source, 0, []row{book(2, "b")}), c, 6)
	tt := w.next()
	w.wait(tt, w.append(plain, tt, "a replicated Insert"), inserts(c, 0, []row{book(2, "b")}))
	w.tick()
	return w.finish()
}

func replicate(m message.MutableMessage, c *collection, offset int64) message.MutableMessage {
	written := m.WithTimeTick(firstTso - 5000).WithLastConfirmed(id(offset - 1)).IntoImmutableMessage(id(offset))
	replicated := message.MustNewReplicateMessage("source", message.ImmutableMessageToMilvusMessage("kafka", written))
	replicated.OverwriteReplicateVChannel(c.VChannels[0])
	return replicated
}

func unknownType() *scenario {
	c := books(1)
	w := newWriter("unknown_type", "Messages of unknown types stand between the rows", c)
	w.s.Notes = "the unknown types: no builder writes them"
	w.tick()
	w.insert(c, 0, book(1, "a"))
	for _, unknown := range []string{"60", "750", "60"} {
		m := w.insertMessage(c, 0, []row{book(9, "unknown")})
		w.append(m, w.next(), "a message of an unknown type")
		w.s.Records[len(w.s.Records)-1].Headers["_t"] = unknown
	}
	w.insert(c, 0, book(2, "b"))
	w.tick()
	return w.finish()
}

func encrypted() *scenario {
	message.RegisterCipher(mask{})
	c, secret := books(1), newCollection(first+500, "secret", topic, 1, books(1).fields...)
	w := newWriter("encrypted", "The rows of one collection are encrypted, those of the other are not", c, secret)
	w.s.Notes = "the cipher: any one of a plug-in"
	w.tick()
	w.insert(c, 0, book(1, "a"))
	request := w.insertBuilder(secret, 0, []row{book(7, "secret")})
	m := message.NewInsertMessageBuilderV1().
		WithHeader(&message.InsertMessageHeader{CollectionId: secret.ID}).
		WithBody(request).
		WithVChannel(secret.VChannels[0]).
		WithCipher(&message.CipherConfig{EzID: 3, CollectionID: secret.ID}).
		MustBuildMutable()
	tt := w.next()
	w.wait(tt, w.append(m, tt, "an encrypted Insert"), []*event{of("encrypted", secret, 0)})
	w.insert(c, 0, book(2, "b"))
	w.tick()
	return w.finish()
}

// A cipher that is none.
type mask struct{}

func (mask) Init(map[string]string) error { return nil }
func (mask) GetEncryptor(int64, int64) (hook.Encryptor, []byte, error) {
	return mask{}, []byte("safe"), nil
}
func (mask) GetDecryptor(int64, int64, []byte) (hook.Decryptor, error) { return mask{}, nil }
func (mask) GetUnsafeKey(int64, int64) []byte                          { return nil }
func (mask) Encrypt(plain []byte) ([]byte, error)                      { return masked(plain), nil }
func (mask) Decrypt(text []byte) ([]byte, error)                       { return masked(text), nil }

func masked(bytes []byte) []byte {
	out := make([]byte, len(bytes))
	for i, b := range bytes {
		out[i] = b ^ 0x5a
	}
	return out
}

func chunked() *scenario {
	c := books(1)
	w := newWriter("chunked", "A message that Milvus split", c)
	w.s.Notes = "the headers _ci and _ct: no released version sets them"
	w.s.Failure = "is a part of a message that Milvus split"
	w.tick()
	w.insert(c, 0, book(1, "a"))
	w.tick()
	for chunk := range 2 {
		m := w.insertMessage(c, 0, []row{book(2, "chunk")})
		w.append(m, w.next(), "a part of a message")
		headers := w.s.Records[len(w.s.Records)-1].Headers
		headers["_ci"], headers["_ct"] = message.EncodeInt64(int64(chunk)), "2"
	}
	w.tick()
	return w.finish()
}

func unknownVersion() *scenario {
	c := books(1)
	w := newWriter("unknown_version", "A record of a later format", c)
	w.s.Notes = "the version"
	w.s.Failure = "the record has version \"3\""
	w.tick()
	w.insert(c, 0, book(1, "a"))
	w.tick()
	w.append(w.insertMessage(c, 0, []row{book(2, "b")}), w.next(), "a record of version 3")
	w.s.Records[len(w.s.Records)-1].Headers["_v"] = "3"
	w.tick()
	return w.finish()
}

func imported(c *collection, options map[string]string) message.BroadcastMutableMessage {
	return message.NewImportMessageBuilderV1().
		WithHeader(&message.ImportMessageHeader{}).
		WithBody(&msgpb.ImportMsg{
			Base: base(commonpb.MsgType_Import, 0), DbName: c.DB, CollectionName: c.Name, CollectionID: c.ID,
			PartitionIDs: []int64{c.Parts["_default"]}, Options: options, JobID: 40,
			Files: []*msgpb.ImportFile{{Id: 41, Paths: []string{"rows.parquet"}}}, Schema: c.schema(),
		}).
		WithBroadcast(c.VChannels).
		MustBuildBroadcast()
}

// Upgrades of one topic, which continue each other: the parts are to be read as one log.

func upgradeFrom25() *scenario {
	c := books(2)
	w := newWriter("upgrade_1_from_2.5", "Records of 2.5, the window of the upgrade, records of 2.6", c)
	w.oldTick()
	w.oldInsert(c, 0, book(1, "2.5"))
	w.oldInsert(c, 1, book(2, "2.5"))
	w.oldTick()
	w.oldUpsert(c, 0, book(1, "2.5, upserted"))
	w.oldInsert(c, 1, book(4, "confirmed by the first tick of the streaming service"))
	early := w.next()
	w.tick()
	// The window: the old stream is being closed, its ticks are ahead.
	ahead := w.tso + 5000<<18
	w.lateOldTick(ahead)
	w.insert(c, 0, book(5, "2.6, below the late tick"))
	w.lateOldInsert(early, c, 1, book(9, "lost"))
	t := w.begin(c, 1, 100)
	t.insert(book(2, "2.6, upserted"))
	w.tick()
	w.lateOldTick(ahead + 1)
	t.delete(int64(2))
	t.commit()
	w.tick()
	w.delete(c, 0, int64(5))
	w.tick()
	return w.finish()
}

func upgradeNext(name, version string, part uint64, keys int64) *scenario {
	c := books(2)
	w := newWriter(name, "The log continues with "+version, c)
	w.offset += int64(part) * 100
	w.tso += part * 3600_000 << 18
	before := w.next()
	w.tick()
	w.staleInsert(before, c, 0, book(9, "of the old owner"))
	w.insert(c, 0, book(keys, version))
	w.insert(c, 1, book(keys+1, version))
	lost := w.begin(c, 1, int64(200*part))
	lost.insert(book(9, "expires"))
	w.tick()
	t := w.begin(c, 0, int64(200*part+1))
	t.delete(int64(1))
	t.insert(book(1, version+", upserted"))
	t.commit()
	w.later(uint64(11 * time.Second / time.Millisecond))
	w.tick()
	lost.commitOnly("CommitTxn of an expired transaction")
	w.delete(c, 1, int64(4))
	w.tick()
	return w.finish()
}
