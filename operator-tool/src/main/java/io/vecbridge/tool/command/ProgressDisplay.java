// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.verify.ProgressListener;

/** Shows how far a comparison has come. */
interface ProgressDisplay extends ProgressListener, AutoCloseable {
  @Override
  void close();
}
