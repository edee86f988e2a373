// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.client.MilvusClient;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inserts, upserts and deletes single rows in Milvus at a steady pace, in turns in each collection.
 *
 * <p>No row is changed twice, so that each change can be seen to arrive; but for the watched row,
 * which gets a new edition with every round.
 */
final class LiveChanges implements AutoCloseable {
  /** The row of the first collection that changes again and again. */
  static final int WATCHED = 7;

  private static final int ROUND = 50;
  private static final int STRIDE = 1_999;
  private static final long SEED = 17;

  private final MilvusClient milvus;
  private final List<DemoCollection> collections;
  private final DelayProbe probe;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Pace pace = new Pace("Milvus", this::next);
  private final int[] changed;
  private final int[] added;
  private int turn;
  private int watchedRevision;
  private volatile int inserts;
  private volatile int upserts;
  private volatile int deletes;

  LiveChanges(MilvusClient milvus, List<DemoCollection> collections, DelayProbe probe) {
    this.milvus = milvus;
    this.collections = collections;
    this.probe = probe;
    this.changed = new int[collections.size()];
    this.added = new int[collections.size()];
  }

  /** Starts and ends the changes. */
  Pace pace() {
    return pace;
  }

  int inserts() {
    return inserts;
  }

  int upserts() {
    return upserts;
  }

  int deletes() {
    return deletes;
  }

  private void next() {
    int which = turn % collections.size();
    if (turn % ROUND == 0) {
      write(0, new Edition(WATCHED, ++watchedRevision));
    } else {
      switch (random.nextInt(4)) {
        case 0 -> write(which, new Edition(newRow(which), 0));
        case 1 -> delete(which, oldRow(which));
        default -> write(which, new Edition(oldRow(which), 1));
      }
    }
    turn++;
  }

  private int newRow(int which) {
    return collections.get(which).initialRows() + added[which]++;
  }

  /** Another row of those that were there in the beginning: a walk that meets each once. */
  private int oldRow(int which) {
    int number;
    do {
      number = (int) ((long) changed[which]++ * STRIDE % collections.get(which).initialRows());
    } while (number == WATCHED);
    return number;
  }

  private void write(int which, Edition row) {
    DemoCollection collection = collections.get(which);
    if (row.revision() == 0) {
      milvus.insert(collection.name(), collection.columns(List.of(row)));
      inserts++;
    } else {
      milvus.upsert(collection.name(), collection.columns(List.of(row)));
      upserts++;
    }
    probe.written(collection, row);
  }

  private void delete(int which, int number) {
    DemoCollection collection = collections.get(which);
    collection.delete(milvus, number);
    deletes++;
    probe.deleted(collection, number);
  }

  @Override
  public void close() {
    pace.close();
  }
}
