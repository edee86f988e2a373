// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.FailureScope;
import io.vecbridge.common.sink.flow.PutDeadline;
import java.util.Collection;
import java.util.Set;

/**
 * The system that a sink writes into: finds, creates and writes its targets. Every method throws a
 * {@link RequestException} if the system does not carry out a request. Before each request that can
 * take long it checks the deadline of the put.
 *
 * @param <T> the system's own kind of target
 */
public interface TargetSystem<T extends Target> extends AutoCloseable {
  /**
   * Begins a put: connects if need be, and looks again for targets that were missing.
   *
   * @throws TargetBusyException if the put has to wait; nothing has begun
   */
  void begin(PutDeadline deadline) throws InterruptedException;

  /**
   * Creates or extends the target of a schema change event, if that is allowed.
   *
   * @return whether nothing is left to do; otherwise it is applied again later
   */
  boolean apply(SourceTable source) throws InterruptedException;

  /**
   * Ends what is still being done for schema change events, because they are another task's from
   * now on.
   *
   * @param tables those of the events, at least one
   */
  default void leave(Collection<SourceName> tables) {
    // Nothing is done besides applying an event.
  }

  /**
   * The target of a change, created or extended if that is allowed.
   *
   * @return null if there is none and the change only deletes
   * @throws org.apache.kafka.connect.errors.ConnectException if the target is missing or unfit
   */
  T of(Change change) throws InterruptedException;

  /** The target of a source's table, or null if there is none. */
  T of(SourceName source) throws InterruptedException;

  /**
   * Reads a definition again, for a change that does not fit it: an operator may have changed it.
   *
   * @return the given target itself if nothing has changed
   */
  T reread(SourceName source, T known) throws InterruptedException;

  /**
   * Writes a batch. When it is committed, it is left with what was written; the rest is among the
   * errant records.
   */
  void write(TargetBatch<T> batch, ErrantRecords errant) throws InterruptedException;

  /** Removes all rows; what was written before is committed. */
  void truncate(T target) throws InterruptedException;

  /** Commits what was written since the last commit, and reports errant records just before. */
  void commit(ErrantRecords errant) throws InterruptedException;

  /**
   * Undoes what a put has begun, which begins again or has taken too long; never throws. What is
   * known about targets stays, so that reading the definitions of many targets gets ahead.
   *
   * @param doubtful names of targets whose definitions are forgotten
   */
  void undo(Set<Object> doubtful);

  /** Undoes what a failed put has begun, and forgets definitions; never throws. */
  void abandon();

  /** What a failed request means: the one decision that a put's failures depend on. */
  default FailureScope scopeOf(RequestException failure) {
    return failure.failure() == Failure.RETRY ? FailureScope.PASSING : FailureScope.TARGET;
  }

  /** Closes the connection; never throws. */
  @Override
  void close();
}
