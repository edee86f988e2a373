// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.sink.config.SharedTargets;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import io.vecbridge.oceanbase.sink.config.TableConfig;
import io.vecbridge.oceanbase.sink.table.TargetNames;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.errors.ConnectException;

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
    TargetNames names = new TargetNames(config.tables(), config.connection().database());
    SharedTargets tables = new SharedTargets();
    for (String topic : topics) {
      SourceName source = SourceName.ofTopic(topic);
      try {
        tables.add(TargetNames.folded(names.named(source)), topic, names.isMapped(source));
      } catch (ConnectException e) {
        // Its records can name their tables themselves.
      }
    }
    config
        .tables()
        .names()
        .mappings()
        .forEach((source, table) -> tables.add(table.toLowerCase(Locale.ROOT), source, true));
    return tables.refusals(TableConfig.MAPPINGS.name()).stream()
        .map(refusal -> Prechecks.finding(TableConfig.NAME_FORMAT, refusal, Check.TABLE_SOURCES))
        .toList();
  }
}
