// SPDX-License-Identifier: Apache-2.0

// Writes the logs of scenarios with Milvus's own message builders.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strconv"

	"github.com/milvus-io/milvus-proto/go-api/v2/schemapb"
	"google.golang.org/protobuf/proto"
)

// A scenario is one topic: what stands in it, and what a reader makes of it.
type scenario struct {
	Name        string                               `json:"name"`
	Description string                               `json:"description"`
	Topic       string                               `json:"topic"`
	Collections []*collection                        `json:"collections"`
	Records     []record                             `json:"records"`
	Expected    []*event                             `json:"expected"`
	FinalState  map[string]map[string]map[string]any `json:"final_state"`
	Unreleased  []int64                              `json:"unreleased_offsets,omitempty"`
	// What the message of the failure contains that the log ends with.
	Failure string `json:"failure,omitempty"`
	// What does not come from Milvus's own code.
	Notes string `json:"notes,omitempty"`
}

type record struct {
	Offset  int64             `json:"offset"`
	Headers map[string]string `json:"headers"`
	Value   string            `json:"value_base64"`
	Note    string            `json:"note"`
}

// An event is a row, or an announcement. ts decides about the order, then the body's time tick.
type event struct {
	Op         string         `json:"op"`
	Ts         uint64         `json:"ts"`
	VChannel   string         `json:"vchannel"`
	DB         string         `json:"db"`
	Collection string         `json:"collection"`
	ID         int64          `json:"collection_id"`
	Partition  string         `json:"partition,omitempty"`
	PartID     int64          `json:"partition_id,omitempty"`
	PK         any            `json:"pk,omitempty"`
	Fields     map[string]any `json:"fields,omitempty"`
	NewName    string         `json:"new_name,omitempty"`
	Record     int64          `json:"record_offset"`
	ReleasedBy int64          `json:"released_by_offset"`
	tt         uint64
}

type collection struct {
	ID        int64            `json:"id"`
	DB        string           `json:"db"`
	Name      string           `json:"name"`
	VChannels []string         `json:"vchannels"`
	Parts     map[string]int64 `json:"partitions"`
	Schema    string           `json:"collection_schema_base64"`
	First     string           `json:"first_schema_base64"`
	FirstDB   string           `json:"first_db"`
	FirstName string           `json:"first_name"`
	fields    []field
	structs   []structField
	version   int32
}

// A field, and how its values are written in rows.
type field struct {
	id       int64
	name     string
	dataType schemapb.DataType
	dim      int
	pk       bool
	nullable bool
	dynamic  bool
	autoID   bool
}

type structField struct {
	id     int64
	name   string
	fields []field
	elem   []schemapb.DataType
}

type row map[string]any

func newCollection(id int64, name string, topic string, shards int, fields ...field) *collection {
	c := &collection{ID: id, DB: "default", Name: name, FirstDB: "default", FirstName: name, Parts: map[string]int64{"_default": id + 1}, fields: fields}
	for shard := 0; shard < shards; shard++ {
		c.VChannels = append(c.VChannels, fmt.Sprintf("%s_%dv%d", topic, id, shard))
	}
	c.First = c.encoded()
	return c
}

func (c *collection) encoded() string {
	bytes, err := proto.MarshalOptions{Deterministic: true}.Marshal(c.schema())
	must(err)
	return base64.StdEncoding.EncodeToString(bytes)
}

func (c *collection) schema() *schemapb.CollectionSchema {
	schema := &schemapb.CollectionSchema{Name: c.Name, DbName: c.DB, Version: c.version}
	for _, f := range c.fields {
		schema.Fields = append(schema.Fields, f.schema())
		schema.EnableDynamicField = schema.EnableDynamicField || f.dynamic
	}
	for _, s := range c.structs {
		schema.StructArrayFields = append(schema.StructArrayFields, s.schema())
	}
	return schema
}

func (c *collection) pk() field {
	for _, f := range c.fields {
		if f.pk {
			return f
		}
	}
	panic("no key")
}

// take moves the events up to a tick from those that wait to those that are expected.
func (w *writer) release(tick uint64, offset int64) {
	sort.SliceStable(w.waiting, func(i, j int) bool {
		a, b := w.waiting[i], w.waiting[j]
		return a.Ts < b.Ts || (a.Ts == b.Ts && a.tt < b.tt)
	})
	left := w.waiting[:0:0]
	for _, e := range w.waiting {
		if e.Ts <= tick {
			e.ReleasedBy = offset
			w.s.Expected = append(w.s.Expected, e)
		} else {
			left = append(left, e)
		}
	}
	w.waiting = left
}

// finish computes the rows that remain, and returns the scenario.
func (w *writer) finish() *scenario {
	for _, e := range w.waiting {
		w.s.Unreleased = append(w.s.Unreleased, e.Record)
	}
	states := map[string]map[string]map[string]any{}
	owner := map[string]map[string]string{}
	for _, c := range w.s.Collections {
		c.Schema = c.encoded()
		states[strconv.FormatInt(c.ID, 10)] = map[string]map[string]any{}
		owner[strconv.FormatInt(c.ID, 10)] = map[string]string{}
	}
	byTime := append([]*event{}, w.s.Expected...)
	sort.SliceStable(byTime, func(i, j int) bool {
		a, b := byTime[i], byTime[j]
		if a.Ts != b.Ts {
			return a.Ts < b.Ts
		}
		return a.Op == "delete" && b.Op != "delete"
	})
	for _, e := range byTime {
		id := strconv.FormatInt(e.ID, 10)
		switch e.Op {
		case "insert":
			states[id][fmt.Sprint(e.PK)] = e.Fields
			owner[id][fmt.Sprint(e.PK)] = e.VChannel
		case "delete":
			delete(states[id], fmt.Sprint(e.PK))
		case "truncate_collection", "drop_collection":
			for pk := range states[id] {
				if owner[id][pk] == e.VChannel {
					delete(states[id], pk)
				}
			}
		}
	}
	w.s.FinalState = states
	return w.s
}

func write(path string, scenarios []*scenario) {
	bytes, err := json.Marshal(scenarios)
	must(err)
	must(os.WriteFile(path, append(bytes, '\n'), 0o644))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
