// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A real server. It keeps its ports and its data through {@link #stop}, {@link #kill} and {@link
 * #start}; {@link #close} ends it for good.
 */
public interface Server extends AutoCloseable {
  /** A name for messages and logs, e.g. {@code milvus}. */
  String name();

  /** Starts the server and returns once it answers; does nothing if it runs. */
  void start();

  /** Ends the server in order. */
  void stop();

  /** Kills the server and all its processes with SIGKILL, and returns when they are gone. */
  void kill();

  /** Lets the server hang (SIGSTOP): connections stay open, nothing answers. */
  void pause();

  /** Lets a paused server go on. */
  void resume();

  /** Whether its process lives. */
  boolean isRunning();

  /** The memory that it holds now, in bytes; 0 if it isn't running. */
  long residentBytes();

  /** The processor's time that it has taken since it was started; zero if it isn't running. */
  Duration cpuTime();

  /** What it has logged since it was first started. */
  Path log();

  /** Kills the server and deletes its data; the log stays. */
  @Override
  void close();
}
