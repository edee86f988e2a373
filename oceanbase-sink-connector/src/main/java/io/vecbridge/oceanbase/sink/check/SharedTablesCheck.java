// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.TargetNames;
import java.util.List;

/** Finds tables that several topics would fill, by their names alone. */
final class SharedTablesCheck {
  private final OceanBaseSinkConfig config;

  SharedTablesCheck(OceanBaseSinkConfig config) {
    this.config = config;
  }

  List<Finding> findings(List<String> topics) {
    if (!config.checks(Check.TABLE_SOURCES)) {
      return List.of();
    }
    SharedTargets tables =
        new TargetNames(config.tables(), config.connection().database()).shared(topics);
    return tables.refusals(TableConfig.MAPPINGS.name()).stream()
        .map(refusal -> Prechecks.finding(TableConfig.NAME_FORMAT, refusal, Check.TABLE_SOURCES))
        .toList();
  }
}
