# SPDX-License-Identifier: Apache-2.0
"""Copies a Milvus collection into an OceanBase table, as a script of a user would: the baseline of `bin/benchmark copy`.

Usage: copy_forward.py MILVUS_URI COLLECTION HOST PORT USER PASSWORD DATABASE TABLE DIMENSION binary|pyobvector
"""

import json
import sys

import numpy
import pymysql
from pymilvus import Collection, connections

BATCH = 1000
FIELDS = ["id", "name", "score", "document", "v"]


def pages(uri, collection):
    connections.connect(uri=uri)
    iterator = Collection(collection).query_iterator(
        batch_size=BATCH, expr="id >= 0", output_fields=FIELDS, consistency_level="Bounded"
    )
    while rows := iterator.next():
        yield rows
    iterator.close()


def text(document):
    return document.decode() if isinstance(document, bytes) else json.dumps(document)


def binary(database, table):
    insert = f"INSERT INTO `{table}` (id, name, score, document, v) VALUES (%s, %s, %s, %s, %s)"

    def write(rows):
        values = [
            (r["id"], r["name"], r["score"], text(r["document"]), numpy.asarray(r["v"], dtype="<f4").tobytes())
            for r in rows
        ]
        with database.cursor() as cursor:
            cursor.executemany(insert, values)
        database.commit()

    return write


def pyobvector(host, port, user, password, name, table):
    from pyobvector import ObVecClient

    client = ObVecClient(uri=f"{host}:{port}", user=user, password=password, db_name=name)

    def write(rows):
        client.upsert(
            table,
            data=[
                {
                    "id": r["id"],
                    "name": r["name"],
                    "score": r["score"],
                    "document": json.loads(text(r["document"])),
                    "v": [float(x) for x in r["v"]],
                }
                for r in rows
            ],
        )

    return write


def main(uri, collection, host, port, user, password, name, table, dimension, writer):
    database = pymysql.connect(host=host, port=int(port), user=user, password=password, autocommit=False)
    database.max_allowed_packet = 64 << 20
    with database.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE IF NOT EXISTS `{name}`")
        cursor.execute(f"USE `{name}`")
        cursor.execute(
            f"CREATE TABLE `{table}` (id BIGINT PRIMARY KEY, name VARCHAR(64), score DOUBLE, document JSON,"
            f" v VECTOR({dimension}))"
        )
    write = (
        binary(database, table)
        if writer == "binary"
        else pyobvector(host, port, user, password, name, table)
    )
    for rows in pages(uri, collection):
        write(rows)


main(*sys.argv[1:])
