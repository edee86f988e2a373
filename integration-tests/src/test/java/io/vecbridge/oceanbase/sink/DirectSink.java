// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.sink.DirectTask;
import java.util.Map;

/** The OceanBase sink's task without a worker. */
public final class DirectSink extends DirectTask {
  /**
   * @param options name and value in turn, over those that the tenant gives
   */
  public DirectSink(Tenant tenant, String database, String... options) {
    this(tenant, database, true, options);
  }

  private DirectSink(Tenant tenant, String database, boolean tolerant, String... options) {
    super(
        OceanBaseSinkTask::new,
        tolerant,
        Map.of(
            "name",
            "sink-of-" + database,
            "connection.url",
            tenant.url() + database,
            "connection.username",
            tenant.username(),
            "connection.password",
            tenant.password()),
        options);
  }

  /** One whose worker has no reporter, so that a bad record stops the task. */
  static DirectSink strict(Tenant tenant, String database, String... options) {
    return new DirectSink(tenant, database, false, options);
  }
}
