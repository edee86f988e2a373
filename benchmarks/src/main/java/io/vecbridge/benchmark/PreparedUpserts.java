// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.UpsertRequest;
import io.vecbridge.harness.client.MilvusClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A bare loop over the raw stub: the requests are made before its time begins. */
final class PreparedUpserts implements Contender {
  private final MilvusClient client;
  private final String collection;
  private final SinkRun data;
  private final int dimension;
  private final int batch;

  PreparedUpserts(MilvusClient client, String collection, SinkRun data, int dimension, int batch) {
    this.client = client;
    this.collection = collection;
    this.data = data;
    this.dimension = dimension;
    this.batch = batch;
  }

  @Override
  public String name() {
    return "bare loop, prepared columns";
  }

  @Override
  public int rows() {
    return data.rows();
  }

  @Override
  public double run() {
    data.next();
    List<UpsertRequest> requests = new ArrayList<>();
    for (int first = 0; first < data.rows(); first += batch) {
      requests.add(request(first, Math.min(first + batch, data.rows())));
    }
    long began = System.nanoTime();
    for (UpsertRequest request : requests) {
      MutationResult result = client.stub().upsert(request);
      if (result.getStatus().getCode() != 0) {
        throw new IllegalStateException(result.getStatus().getReason());
      }
    }
    return data.rows() * 1e9 / (System.nanoTime() - began);
  }

  private UpsertRequest request(int first, int end) {
    LongArray.Builder keys = LongArray.newBuilder();
    FloatArray.Builder elements = FloatArray.newBuilder();
    for (int row = first; row < end; row++) {
      keys.addData(data.key(row));
      ByteBuffer vector = ByteBuffer.wrap(data.vector(row)).order(ByteOrder.LITTLE_ENDIAN);
      while (vector.hasRemaining()) {
        elements.addData(vector.getFloat());
      }
    }
    FieldData.Builder id = FieldData.newBuilder().setFieldName("id").setType(DataType.Int64);
    id.getScalarsBuilder().setLongData(keys);
    FieldData.Builder v = FieldData.newBuilder().setFieldName("v").setType(DataType.FloatVector);
    v.getVectorsBuilder().setDim(dimension).setFloatVector(elements);
    return UpsertRequest.newBuilder()
        .setCollectionName(collection)
        .setNumRows(end - first)
        .addFieldsData(id)
        .addFieldsData(v)
        .build();
  }
}
