// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.vecbridge.common.config.Choice;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.Locale;

/** The distance of vector indexes. */
public enum VectorDistance implements Choice {
  L2,
  INNER_PRODUCT,
  COSINE,
  /** That of the source's index. */
  SOURCE;

  /**
   * This distance, or that of the source's index.
   *
   * @param declared null if there is none, or none is known: then it is L2
   */
  public VectorDistance resolved(DeclaredIndex declared) {
    if (this != SOURCE) {
      return this;
    }
    return switch (declared == null ? "" : declared.metric().toUpperCase(Locale.ROOT)) {
      case "IP", "INNER_PRODUCT" -> INNER_PRODUCT;
      case "COSINE" -> COSINE;
      default -> L2;
    };
  }
}
