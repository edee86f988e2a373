// SPDX-License-Identifier: Apache-2.0

//go:build milvus26

package main

import (
	"os"

	"github.com/milvus-io/milvus-proto/go-api/v2/schemapb"
	"github.com/milvus-io/milvus/pkg/v2/streaming/util/message"
	"github.com/milvus-io/milvus/pkg/v2/util/typeutil"
)

// Writes the scenarios of Milvus 2.6 to a file.
func main() {
	write(os.Args[1], append(common(), schemaChange(), importRows(), upgradeFrom25(),
		upgradeNext("upgrade_3_back_to_2.6", "2.6 again", 2, 31)))
}

func droppedFields([]int64) *message.AlterCollectionMessageHeader {
	return &message.AlterCollectionMessageHeader{}
}

func schemaChange() *scenario {
	c := books(1)
	w := newWriter("schema_change", "A field is added as Milvus up to 2.6.4 logs it", c)
	w.tick()
	w.insert(c, 0, book(1, "before"))
	c.fields = append(c.fields, field{id: 103, name: "score", dataType: schemapb.DataType_Double, nullable: true})
	w.broadcast(message.NewSchemaChangeMessageBuilderV2().
		WithHeader(&message.SchemaChangeMessageHeader{CollectionId: c.ID}).
		WithBody(&message.SchemaChangeMessageBody{Schema: c.schema()}).
		WithBroadcast(c.VChannels).
		MustBuildBroadcast(), 41, "SchemaChange", "schema_change", c)
	scored := book(2, "after")
	scored["score"] = 0.25
	w.insert(c, 0, scored)
	w.tick()
	return w.finish()
}

func importRows() *scenario {
	c := books(1)
	w := newWriter("import", "A bulk import, whose rows are not in the log", c)
	w.tick()
	w.insert(c, 0, book(1, "a"))
	w.broadcast(imported(c, nil), 42, "Import", "import", c)
	w.insert(c, 0, book(2, "b"))
	w.tick()
	return w.finish()
}

func hashes(keys *schemapb.IDs, vchannels []string) []uint32 {
	return typeutil.HashPK2Channels(keys, vchannels)
}
