// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Declares the keys of one group, in their order. */
public final class Keys {
  private final ConfigDef def;
  private final String group;
  private int order;

  public Keys(ConfigDef def, String group) {
    this.def = def;
    this.group = group;
  }

  public Keys key(
      String name,
      Type type,
      Object otherwise,
      ConfigDef.Validator validator,
      Importance importance,
      String display,
      String documentation) {
    def.define(
        name,
        type,
        otherwise,
        validator,
        importance,
        documentation,
        group,
        ++order,
        Width.MEDIUM,
        display);
    return this;
  }

  public <E extends Enum<E>> Keys choice(
      String name, E otherwise, Importance importance, String display, String documentation) {
    Choice<E> choice = new Choice<>(otherwise.getDeclaringClass());
    def.define(
        name,
        Type.STRING,
        Choice.text(otherwise),
        choice,
        importance,
        documentation,
        group,
        ++order,
        Width.SHORT,
        display,
        List.of(),
        choice);
    return this;
  }
}
