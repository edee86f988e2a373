// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.BaseSourceInfo;
import io.debezium.pipeline.CommonOffsetContext;
import io.debezium.pipeline.txmetadata.TransactionContext;
import io.debezium.spi.schema.DataCollectionId;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;

/**
 * How far a capture is, as it travels with its records: a record's offset says what is out when
 * that record is out. Mutable, and used by the capture thread only.
 *
 * @param <S> where a record comes from
 */
public abstract class CaptureOffset<S extends BaseSourceInfo> extends CommonOffsetContext<S> {
  private final TransactionContext transactions = new TransactionContext();
  private final Schema sourceSchema;

  /** With what the connector's options say of the {@code source} block. */
  protected CaptureOffset(CommonConnectorConfig config, S sourceInfo) {
    super(sourceInfo, true);
    this.sourceSchema = config.getSourceInfoStructMaker().schema();
  }

  @Override
  public final Schema getSourceInfoSchema() {
    return sourceSchema;
  }

  @Override
  public final TransactionContext getTransactionContext() {
    return transactions;
  }

  @Override
  public final void event(DataCollectionId id, Instant timestamp) {
    // Where a record comes from was said when the offset moved to it, with more than this.
  }
}
