// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import io.vecbridge.harness.process.Workspace;
import io.vecbridge.harness.server.Kafka;
import io.vecbridge.harness.server.Milvus;
import io.vecbridge.harness.server.OceanBase;

/** Where the servers of a {@link Cluster} come from. Its servers are not started yet. */
public interface Provisioning {
  Kafka kafka(Workspace workspace);

  /** A Milvus that keeps its change log in this Kafka. */
  Milvus milvus(Workspace workspace, Kafka kafka);

  OceanBase oceanBase(Workspace workspace);
}
