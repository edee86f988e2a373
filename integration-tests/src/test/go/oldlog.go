// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strconv"

	"github.com/milvus-io/milvus-proto/go-api/v2/commonpb"
	"github.com/milvus-io/milvus-proto/go-api/v2/msgpb"
	"google.golang.org/protobuf/proto"
)

// Records of Milvus 2.5: one bare message each, the time of each row within it.

func (w *writer) old(m proto.Message, headers map[string]string, note string) int64 {
	bytes, err := proto.Marshal(m)
	must(err)
	return w.raw(headers, bytes, note)
}

// residual are the headers that the old message stream of Milvus 2.6 sets in the upgrade window.
func residual(msgType string, vchannel string, collectionID int64, timestamp uint64) map[string]string {
	return map[string]string{
		"vchannel": vchannel, "msg_type": msgType, "msg_id": "7",
		"collection_id": strconv.FormatInt(collectionID, 10),
		"timestamp":     strconv.FormatUint(timestamp, 10),
	}
}

func (w *writer) oldTick() { w.oldTickAt(w.nextTick(), map[string]string{}) }

func (w *writer) oldTickAt(tt uint64, headers map[string]string) {
	offset := w.old(&msgpb.TimeTickMsg{Base: base(commonpb.MsgType_TimeTick, tt)}, headers, "TimeTick of 2.5")
	w.release(tt, offset)
}

// lateOldTick is written by the stream that is being closed, and confirms nothing.
func (w *writer) lateOldTick(tt uint64) {
	w.old(&msgpb.TimeTickMsg{Base: base(commonpb.MsgType_TimeTick, tt)},
		residual("TimeTick", "", -1, tt), "a late TimeTick of 2.5")
}

func (w *writer) oldInsert(c *collection, shard int, rows ...row) {
	tt := w.next()
	offset := w.old(w.oldRequest(tt, c, shard, rows), map[string]string{"msg_type": "Insert"}, "Insert of 2.5")
	w.wait(tt, offset, inserts(c, shard, rows))
}

// lateOldInsert is older than the first tick of the streaming service, and lost.
func (w *writer) lateOldInsert(tt uint64, c *collection, shard int, rows ...row) {
	w.old(w.oldRequest(tt, c, shard, rows), residual("Insert", c.VChannels[shard], c.ID, tt), "a late Insert of 2.5")
}

func (w *writer) oldRequest(tt uint64, c *collection, shard int, rows []row) *msgpb.InsertRequest {
	request := w.insertBuilder(c, shard, rows)
	request.Base.Timestamp = tt
	for i := range request.Timestamps {
		request.Timestamps[i] = tt
	}
	return request
}

// oldUpsert is an insert and a delete of one time.
func (w *writer) oldUpsert(c *collection, shard int, rows ...row) {
	tt := w.next()
	offset := w.old(w.oldRequest(tt, c, shard, rows), map[string]string{"msg_type": "Insert"}, "Insert of 2.5, of an upsert")
	w.wait(tt, offset, inserts(c, shard, rows))
	var keys []any
	for _, r := range rows {
		keys = append(keys, r[c.pk().name])
	}
	request := deleteRequest(c, shard, keys)
	for i := range request.Timestamps {
		request.Timestamps[i] = tt
	}
	request.Base.Timestamp = tt
	offset = w.old(request, map[string]string{"msg_type": "Delete"}, "Delete of 2.5, of an upsert")
	w.wait(tt, offset, deletes(c, shard, keys))
}
