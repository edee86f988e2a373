# SPDX-License-Identifier: Apache-2.0
"""Copies an OceanBase table into a Milvus collection, as a script of a user would: the baseline of `bin/benchmark copy`.

Usage: copy_back.py MILVUS_URI COLLECTION HOST PORT USER PASSWORD DATABASE TABLE DIMENSION digits|exact

`digits` reads vectors as the server prints them, with six digits; `exact` lets it print doubles.
"""

import json
import sys

import pymysql
from pymilvus import Collection, CollectionSchema, DataType, FieldSchema, connections

BATCH = 1000
VECTOR = {"digits": "v", "exact": "ARRAY_MAP(x -> CAST(x AS DOUBLE), v)"}


def collection(uri, name, dimension):
    connections.connect(uri=uri)
    fields = [
        FieldSchema("id", DataType.INT64, is_primary=True),
        FieldSchema("name", DataType.VARCHAR, max_length=256),
        FieldSchema("score", DataType.DOUBLE),
        FieldSchema("document", DataType.JSON),
        FieldSchema("v", DataType.FLOAT_VECTOR, dim=int(dimension)),
    ]
    created = Collection(name, CollectionSchema(fields), consistency_level="Bounded")
    created.create_index("v", {"index_type": "AUTOINDEX", "metric_type": "L2"})
    created.load()
    return created


def main(uri, name, host, port, user, password, database, table, dimension, reading):
    target = collection(uri, name, dimension)
    source = pymysql.connect(host=host, port=int(port), user=user, password=password, database=database)
    select = (
        f"SELECT id, name, score, document, {VECTOR[reading]} FROM `{table}` WHERE id > %s ORDER BY id LIMIT {BATCH}"
    )
    last = -1
    with source.cursor() as cursor:
        while cursor.execute(select, (last,)):
            rows = cursor.fetchall()
            last = rows[-1][0]
            ids, names, scores, documents, vectors = zip(*rows)
            target.insert(
                [
                    list(ids),
                    list(names),
                    list(scores),
                    [json.loads(d) for d in documents],
                    [json.loads(v) for v in vectors],
                ]
            )


main(*sys.argv[1:])
