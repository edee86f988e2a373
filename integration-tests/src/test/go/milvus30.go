// SPDX-License-Identifier: Apache-2.0

//go:build milvus30

package main

import (
	"os"

	"github.com/milvus-io/milvus-proto/go-api/v3/schemapb"
	"github.com/milvus-io/milvus/pkg/v3/proto/messagespb"
	"github.com/milvus-io/milvus/pkg/v3/streaming/util/message"
	"github.com/milvus-io/milvus/pkg/v3/util/typeutil"
)

// Writes the scenarios of Milvus 3.0 to a file.
func main() {
	write(os.Args[1], append(common(), dropField(), sameName(), importTwoPhases(), rewritten(), nullableVectors(), newTypes(),
		upgradeNext("upgrade_2_to_3.0", "3.0", 1, 21)))
}

func droppedFields(ids []int64) *message.AlterCollectionMessageHeader {
	return &message.AlterCollectionMessageHeader{DroppedFieldIds: ids}
}

func scored(id int64, score any) row {
	r := book(id, "scored")
	r["score"] = score
	return r
}

func scoredBooks() *collection {
	c := books(2)
	c.fields = append(c.fields, field{id: 103, name: "score", dataType: schemapb.DataType_Double, nullable: true})
	c.First = c.encoded()
	return c
}

func dropField() *scenario {
	c := scoredBooks()
	w := newWriter("drop_field", "The last field is dropped; the copies of the change have other times in each virtual channel", c)
	w.tick()
	w.insert(c, 0, scored(1, 1.5))
	w.insert(c, 1, scored(2, nil))
	all := c.fields
	c.fields = all[:3]
	parts := split(alterSchema(c, 103), 51)
	w.copied(parts[control], "AlterCollection that drops a field", "", c)
	w.copied(parts[c.VChannels[0]], "AlterCollection that drops a field", "schema_change", c)
	w.insert(c, 0, book(3, "without the field"))
	c.fields = all
	w.insert(c, 1, scored(4, 2.5))
	c.fields = all[:3]
	w.copied(parts[c.VChannels[1]], "AlterCollection that drops a field", "schema_change", c)
	w.insert(c, 1, book(5, "without the field"))
	w.tick()
	return w.finish()
}

func sameName() *scenario {
	c := scoredBooks()
	w := newWriter("field_of_the_same_name", "A field is dropped, and one of its name and another type is added", c)
	w.tick()
	w.insert(c, 0, scored(1, 1.5))
	c.fields = c.fields[:3]
	w.broadcast(alterSchema(c, 103), 52, "AlterCollection that drops a field", "schema_change", c)
	w.insert(c, 0, book(3, "without the field"))
	w.tick()
	c.fields = append(append([]field{}, c.fields...),
		field{id: 104, name: "score", dataType: schemapb.DataType_VarChar, nullable: true})
	w.broadcast(alterSchema(c), 58, "AlterCollection that adds a field", "schema_change", c)
	w.insert(c, 1, scored(4, "now a text"))
	w.tick()
	return w.finish()
}

func importTwoPhases() *scenario {
	c := books(1)
	w := newWriter("import_2pc", "Imports whose rows become visible when they are committed, if they are", c)
	w.tick()
	w.insert(c, 0, book(1, "a"))
	w.broadcast(imported(c, map[string]string{"auto_commit": "false"}), 53, "Import", "", c)
	w.insert(c, 0, book(2, "b"))
	w.tick()
	w.broadcast(message.NewCommitImportMessageBuilderV2().
		WithHeader(&message.CommitImportMessageHeader{CollectionId: c.ID, JobId: 40}).
		WithBody(&message.CommitImportMessageBody{}).
		WithBroadcast(c.VChannels).
		MustBuildBroadcast(), 54, "CommitImport", "import", c)
	w.broadcast(imported(c, map[string]string{"auto_commit": "false"}), 55, "Import", "", c)
	w.broadcast(message.NewRollbackImportMessageBuilderV2().
		WithHeader(&message.RollbackImportMessageHeader{CollectionId: c.ID, JobId: 41}).
		WithBody(&message.RollbackImportMessageBody{}).
		WithBroadcast(c.VChannels).
		MustBuildBroadcast(), 56, "RollbackImport", "", c)
	w.insert(c, 0, book(3, "c"))
	w.tick()
	return w.finish()
}

func rewritten() *scenario {
	c := books(1)
	w := newWriter("rewritten", "Values of existing rows change without row messages: a backfill, and a refresh", c)
	w.tick()
	w.insert(c, 0, book(1, "a"))
	backfill := message.NewBatchUpdateManifestMessageBuilderV2().
		WithHeader(&message.BatchUpdateManifestMessageHeader{CollectionId: c.ID}).
		WithBody(&message.BatchUpdateManifestMessageBody{
			Items: []*messagespb.BatchUpdateManifestItem{{SegmentId: 99, ManifestVersion: 2}},
		}).
		WithBroadcast([]string{control}).
		MustBuildBroadcast()
	for _, part := range backfill.WithBroadcastID(57).SplitIntoMutableMessage() {
		tt := w.next()
		w.wait(tt, w.append(part, tt, "BatchUpdateManifest for the control channel"), []*event{of("rewrite", c, 0)})
	}
	w.insert(c, 0, book(2, "b"))
	w.tick()
	w.broadcast(message.NewRefreshExternalCollectionMessageBuilderV2().
		WithHeader(&message.RefreshExternalCollectionMessageHeader{CollectionId: c.ID, CollectionName: c.Name, JobId: 58}).
		WithBody(&message.RefreshExternalCollectionMessageBody{}).
		WithBroadcast(c.VChannels).
		MustBuildBroadcast(), 58, "RefreshExternalCollection", "rewrite", c)
	w.insert(c, 0, book(3, "c"))
	w.tick()
	return w.finish()
}

func nullableVectors() *scenario {
	c := newCollection(first, "nullable", topic, 1,
		field{id: 100, name: "id", dataType: schemapb.DataType_Int64, pk: true},
		field{id: 101, name: "vec", dataType: schemapb.DataType_FloatVector, dim: 2},
		field{id: 102, name: "nvec", dataType: schemapb.DataType_FloatVector, dim: 2, nullable: true},
		field{id: 103, name: "nsparse", dataType: schemapb.DataType_SparseFloatVector, nullable: true},
		field{id: 104, name: "ni8v", dataType: schemapb.DataType_Int8Vector, dim: 2, nullable: true})
	w := newWriter("nullable_vectors", "Nullable vectors, of which only the rows with a value are packed", c)
	w.tick()
	w.insert(c, 0,
		row{"id": int64(1), "vec": []float32{1, 2}, "nvec": []float32{0.5, -0.5},
			"nsparse": sparseVector{Indices: []uint32{1, 7}, Values: []float32{0.25, 4}}, "ni8v": packed{[]byte{1, 255}}},
		row{"id": int64(2), "vec": []float32{3, 4}},
		row{"id": int64(3), "vec": []float32{5, 6}, "nvec": []float32{7, 8}, "ni8v": packed{[]byte{0, 128}}})
	w.tick()
	return w.finish()
}

func newTypes() *scenario {
	c := newCollection(first, "types", topic, 1,
		field{id: 100, name: "id", dataType: schemapb.DataType_Int64, pk: true},
		field{id: 101, name: "text", dataType: schemapb.DataType_Text},
		field{id: 102, name: "vec", dataType: schemapb.DataType_FloatVector, dim: 2})
	c.structs = []structField{{
		id: 110, name: "parts",
		fields: []field{
			{id: 111, name: "label", dataType: schemapb.DataType_Array},
			{id: 112, name: "emb", dataType: schemapb.DataType_ArrayOfVector, dim: 2},
		},
		elem: []schemapb.DataType{schemapb.DataType_VarChar, schemapb.DataType_FloatVector},
	}}
	c.First = c.encoded()
	w := newWriter("types_3.0", "TEXT, and an array of structs, whose fields are columns of their own", c)
	w.tick()
	w.insert(c, 0,
		row{"id": int64(1), "text": "a long text", "vec": []float32{1, 2},
			"parts": []row{{"label": "x", "emb": []float32{1, 0}}, {"label": "y", "emb": []float32{0, 1}}}},
		row{"id": int64(2), "text": "", "vec": []float32{3, 4}, "parts": []row{{"label": "z", "emb": []float32{2, 2}}}},
		row{"id": int64(3), "text": "中", "vec": []float32{5, 6}, "parts": []row{}})
	w.tick()
	return w.finish()
}

func hashes(keys *schemapb.IDs, vchannels []string) []uint32 {
	found, err := typeutil.HashPK2Channels(keys, vchannels)
	must(err)
	return found
}
