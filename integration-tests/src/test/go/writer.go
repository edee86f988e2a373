// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"time"

	"github.com/milvus-io/milvus-proto/go-api/v2/commonpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/msgpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/schemapb"
	"github.com/milvus-io/milvus/pkg/v2/proto/messagespb"
	"github.com/milvus-io/milvus/pkg/v2/streaming/util/message"
	"google.golang.org/protobuf/proto"
)

const (
	topic    = "by-dev-rootcoord-dml_0"
	firstTso = uint64(462430000000000000)
	keepOpen = 10 * time.Second
)

// A writer appends to the topic as the streaming node does: each message gets a time tick of its
// own, in the order of the log unless a scenario says otherwise.
type writer struct {
	s       *scenario
	offset  int64
	tso     uint64
	ticks   int
	segment int64
	lastID  int64
	waiting []*event
}

func newWriter(name, description string, collections ...*collection) *writer {
	return &writer{
		s:       &scenario{Name: name, Description: description, Topic: topic, Collections: collections},
		offset:  int64(1000),
		tso:     firstTso,
		segment: int64(900),
		lastID:  1000,
	}
}

// next is a time tick that no record has yet.
func (w *writer) next() uint64 {
	w.tso++
	return w.tso
}

// later moves the clock by milliseconds.
func (w *writer) later(millis uint64) {
	w.tso = (w.tso>>18 + millis) << 18
}

func (w *writer) raw(headers map[string]string, value []byte, note string) int64 {
	w.s.Records = append(w.s.Records, record{
		Offset: w.offset, Headers: headers, Value: base64.StdEncoding.EncodeToString(value), Note: note,
	})
	w.offset++
	return w.offset - 1
}

// append writes a message of the streaming service.
func (w *writer) append(m message.MutableMessage, tt uint64, note string) int64 {
	m.WithTimeTick(tt).WithLastConfirmed(id(w.lastID)).WithWALTerm(1)
	return w.put(m, note)
}

func (w *writer) put(m message.MutableMessage, note string) int64 {
	written := m.IntoMessageProto()
	headers := map[string]string{}
	for key, value := range written.GetProperties() {
		headers[key] = value
	}
	if header, found := headers["_bh"]; found {
		headers["_bh"] = sorted(header)
	}
	return w.raw(headers, written.GetPayload(), note)
}

// sorted is the header of a broadcast with its channels in order, which come from a map.
func sorted(header string) string {
	decoded := &messagespb.BroadcastHeader{}
	must(message.DecodeProto(header, decoded))
	sort.Strings(decoded.Vchannels)
	encoded, err := message.EncodeProto(decoded)
	must(err)
	return encoded
}

// tick writes a time tick; all that waits with a lower time is released.
func (w *writer) tick() { w.tickAt(w.nextTick()) }

func (w *writer) nextTick() uint64 {
	w.later(200)
	return w.next()
}

func (w *writer) tickAt(tt uint64) {
	m := message.NewTimeTickMessageBuilderV1().
		WithHeader(&message.TimeTickMessageHeader{}).
		WithBody(&msgpb.TimeTickMsg{Base: base(commonpb.MsgType_TimeTick, tt)}).
		WithAllVChannel().
		MustBuildMutable()
	var offset int64
	if w.ticks == 0 {
		m.WithTimeTick(tt).WithLastConfirmedUseMessageID()
		offset = w.put(m, "the first TimeTick of a term")
	} else {
		offset = w.append(m, tt, "TimeTick")
	}
	w.ticks++
	w.release(tt, offset)
	w.lastID = offset
}

func base(msgType commonpb.MsgType, timestamp uint64) *commonpb.MsgBase {
	return &commonpb.MsgBase{MsgType: msgType, MsgID: 7, Timestamp: timestamp, SourceID: 1}
}

// A txn is open on one virtual channel.
type txn struct {
	w      *writer
	id     int64
	c      *collection
	shard  int
	keep   time.Duration
	events []*event
}

func (w *writer) begin(c *collection, shard int, id int64) *txn {
	t := &txn{w: w, id: id, c: c, shard: shard, keep: keepOpen}
	t.beginAgain()
	return t
}

func (t *txn) beginAgain() {
	t.events = nil
	t.mark(message.NewBeginTxnMessageBuilderV2().
		WithHeader(&message.BeginTxnMessageHeader{KeepaliveMilliseconds: t.keep.Milliseconds()}).
		WithBody(&message.BeginTxnMessageBody{}).
		WithVChannel(t.c.VChannels[t.shard]).
		MustBuildMutable(), "BeginTxn")
}

func (t *txn) mark(m message.MutableMessage, note string) uint64 {
	tt := t.w.next()
	m.WithTxnContext(message.TxnContext{TxnID: message.TxnID(t.id), Keepalive: t.keep})
	t.w.append(m, tt, note)
	return tt
}

func (t *txn) insert(rows ...row) {
	t.add(t.w.insertMessage(t.c, t.shard, rows), "Insert of a transaction", inserts(t.c, t.shard, rows))
}

func (t *txn) delete(keys ...any) {
	t.add(deleteMessage(t.w, t.c, t.shard, keys), "Delete of a transaction", deletes(t.c, t.shard, keys))
}

func (t *txn) add(m message.MutableMessage, note string, events []*event) {
	tt := t.mark(m, note)
	for _, e := range events {
		e.tt, e.Record = tt, t.w.offset-1
	}
	t.events = append(t.events, events...)
}

// commit writes the commit, at whose time all of the transaction happened.
func (t *txn) commit() {
	tt := t.commitOnly("CommitTxn")
	for _, e := range t.events {
		e.Ts = tt
	}
	t.w.waiting = append(t.w.waiting, t.events...)
	t.events = nil
}

// commitOnly writes a commit that commits nothing.
func (t *txn) commitOnly(note string) uint64 {
	return t.mark(message.NewCommitTxnMessageBuilderV2().
		WithHeader(&message.CommitTxnMessageHeader{}).
		WithBody(&message.CommitTxnMessageBody{}).
		WithVChannel(t.c.VChannels[t.shard]).
		MustBuildMutable(), note)
}

func (t *txn) rollback() {
	t.events = nil
	t.mark(message.NewRollbackTxnMessageBuilderV2().
		WithHeader(&message.RollbackTxnMessageHeader{}).
		WithBody(&message.RollbackTxnMessageBody{}).
		WithVChannel(t.c.VChannels[t.shard]).
		MustBuildMutable(), "RollbackTxn")
}

// insert writes rows of one virtual channel; they wait for a tick.
func (w *writer) insert(c *collection, shard int, rows ...row) {
	w.insertAt(w.next(), c, shard, rows...)
}

func (w *writer) insertAt(tt uint64, c *collection, shard int, rows ...row) {
	offset := w.append(w.insertMessage(c, shard, rows), tt, "Insert")
	w.wait(tt, offset, inserts(c, shard, rows))
}

func (w *writer) delete(c *collection, shard int, keys ...any) {
	tt := w.next()
	offset := w.append(deleteMessage(w, c, shard, keys), tt, "Delete")
	w.wait(tt, offset, deletes(c, shard, keys))
}

// staleInsert writes rows that are older than the last tick, which Milvus drops.
func (w *writer) staleInsert(tt uint64, c *collection, shard int, rows ...row) {
	w.append(w.insertMessage(c, shard, rows), tt, "a stale Insert")
}

func (w *writer) wait(tt uint64, offset int64, events []*event) {
	for _, e := range events {
		e.Ts, e.tt, e.Record = tt, tt, offset
	}
	w.waiting = append(w.waiting, events...)
}

func (w *writer) insertBuilder(c *collection, shard int, rows []row) *msgpb.InsertRequest {
	request := &msgpb.InsertRequest{
		Base: base(commonpb.MsgType_Insert, 0), ShardName: c.VChannels[shard], DbName: c.DB,
		CollectionName: c.Name, PartitionName: "_default", CollectionID: c.ID,
		PartitionID: c.Parts["_default"], NumRows: uint64(len(rows)), Version: msgpb.InsertDataVersion_ColumnBased,
	}
	for range rows {
		w.segment++
		request.RowIDs = append(request.RowIDs, w.segment)
		request.Timestamps = append(request.Timestamps, 462429000000000000)
	}
	for _, f := range c.fields {
		request.FieldsData = append(request.FieldsData, f.column(rows))
	}
	for _, s := range c.structs {
		request.FieldsData = append(request.FieldsData, s.columns(rows)...)
	}
	return request
}

func (w *writer) insertMessage(c *collection, shard int, rows []row) message.MutableMessage {
	request := w.insertBuilder(c, shard, rows)
	return message.NewInsertMessageBuilderV1().
		WithHeader(&message.InsertMessageHeader{
			CollectionId: c.ID,
			Partitions: []*message.PartitionSegmentAssignment{{
				PartitionId: c.Parts["_default"], Rows: uint64(len(rows)), BinarySize: uint64(proto.Size(request)),
				SegmentAssignment: &message.SegmentAssignment{SegmentId: 99},
			}},
		}).
		WithBody(request).
		WithVChannel(c.VChannels[shard]).
		MustBuildMutable()
}

func deleteRequest(c *collection, shard int, keys []any) *msgpb.DeleteRequest {
	request := &msgpb.DeleteRequest{
		Base: base(commonpb.MsgType_Delete, 0), ShardName: c.VChannels[shard], DbName: c.DB,
		CollectionName: c.Name, CollectionID: c.ID, PartitionID: -1, NumRows: int64(len(keys)), PrimaryKeys: ids(keys),
	}
	for range keys {
		request.Timestamps = append(request.Timestamps, 462429000000000000)
	}
	return request
}

func deleteMessage(w *writer, c *collection, shard int, keys []any) message.MutableMessage {
	return message.NewDeleteMessageBuilderV1().
		WithHeader(&message.DeleteMessageHeader{CollectionId: c.ID, Rows: uint64(len(keys))}).
		WithBody(deleteRequest(c, shard, keys)).
		WithVChannel(c.VChannels[shard]).
		MustBuildMutable()
}

func ids(keys []any) *schemapb.IDs {
	longs, strings := &schemapb.LongArray{}, &schemapb.StringArray{}
	for _, key := range keys {
		switch k := key.(type) {
		case int64:
			longs.Data = append(longs.Data, k)
		case string:
			strings.Data = append(strings.Data, k)
		}
	}
	if len(strings.Data) > 0 {
		return &schemapb.IDs{IdField: &schemapb.IDs_StrId{StrId: strings}}
	}
	return &schemapb.IDs{IdField: &schemapb.IDs_IntId{IntId: longs}}
}

// shardOf is the virtual channel that Milvus writes a key to.
func shardOf(c *collection, key any) int {
	return int(hashes(ids([]any{key}), c.VChannels)[0])
}

func inserts(c *collection, shard int, rows []row) []*event {
	var events []*event
	for _, r := range rows {
		fields := map[string]any{}
		for key, value := range r {
			fields[key] = value
		}
		e := of("insert", c, shard)
		e.PK, e.Fields, e.Partition, e.PartID = r[c.pk().name], fields, "_default", c.Parts["_default"]
		events = append(events, e)
	}
	return events
}

func deletes(c *collection, shard int, keys []any) []*event {
	var events []*event
	for _, key := range keys {
		e := of("delete", c, shard)
		e.PK = key
		events = append(events, e)
	}
	return events
}

func of(op string, c *collection, shard int) *event {
	return &event{Op: op, VChannel: c.VChannels[shard], DB: c.DB, Collection: c.Name, ID: c.ID}
}

// broadcast writes one copy of a message to each channel; the collection's copies announce.
func (w *writer) broadcast(m message.BroadcastMutableMessage, broadcastID uint64, note, op string, c *collection) {
	parts := split(m, broadcastID)
	for _, channel := range slices.Sorted(maps.Keys(parts)) {
		w.copied(parts[channel], note, op, c)
	}
}

// copied writes one copy, and what it announces if it is the collection's own.
func (w *writer) copied(part message.MutableMessage, note, op string, c *collection) {
	tt := w.next()
	offset := w.append(part, tt, fmt.Sprintf("%s for %s", note, part.VChannel()))
	if op == "" {
		return
	}
	for shard, vchannel := range c.VChannels {
		if vchannel == part.VChannel() || part.IsPChannelLevel() {
			w.wait(tt, offset, []*event{of(op, c, shard)})
		}
	}
}

// An id of Kafka, as Milvus writes it.
type id int64

func (i id) WALName() message.WALName         { return message.WALNameKafka }
func (i id) LT(other message.MessageID) bool  { return i < other.(id) }
func (i id) LTE(other message.MessageID) bool { return i <= other.(id) }
func (i id) EQ(other message.MessageID) bool  { return i == other.(id) }
func (i id) Marshal() string                  { return message.EncodeInt64(int64(i)) }
func (i id) String() string                   { return strconv.FormatInt(int64(i), 10) }
func (i id) IntoProto() *commonpb.MessageID {
	return &commonpb.MessageID{Id: i.Marshal(), WALName: commonpb.WALName(i.WALName())}
}
