// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import java.util.List;

/** A unique key over whole columns, none of which can be null. */
public record UniqueKey(String name, List<String> columns) {}
