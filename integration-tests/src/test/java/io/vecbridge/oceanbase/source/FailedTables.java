// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The metric of this name, as the source's MBean shows it. */
final class FailedTables {
  private FailedTables() {}

  /** The failed tables of a {@link DirectSource}'s task, by name, each with the reason. */
  static Map<String, String> of() throws JMException {
    ObjectName name =
        new ObjectName(
            "vecbridge.oceanbase:type=connector-metrics,context=source,server="
                + DirectSource.PREFIX
                + ",task=0");
    TabularData failed =
        (TabularData) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "FailedTables");
    Map<String, String> tables = new TreeMap<>();
    for (Object entry : failed.values()) {
      CompositeData table = (CompositeData) entry;
      tables.put((String) table.get("key"), (String) table.get("value"));
    }
    return tables;
  }
}
