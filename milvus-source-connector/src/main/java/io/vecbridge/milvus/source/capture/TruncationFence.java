// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.stream.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Brings the channels of a truncated collection to one place. Milvus truncates each channel at a
 * time of its own: the rows before it are gone, those after it stay. One {@code t} removes the rows
 * of all channels, so it is emitted when the rows before the truncation have been emitted on every
 * channel, and none of those after it on any.
 */
final class TruncationFence {
  // A capture that began between the times of two channels doesn't get the first: channels are
  // truncated within moments, so one that is so much later has passed its own.
  private static final long LONGEST_MILLIS = 60_000;

  private final int channels;
  private final Map<Integer, Place.Passed> held = new TreeMap<>();
  private long timestamp;

  /** For a collection with so many channels. */
  TruncationFence(int channels) {
    this.channels = channels;
  }

  /** A channel has come to its truncation. */
  void hold(int channel, Change.Announced truncation) {
    held.put(channel, new Place.Passed(channel, truncation.after()));
    timestamp = Math.max(timestamp, truncation.timestamp());
  }

  /** Whether a channel waits for the others. */
  boolean holds(int channel) {
    return held.containsKey(channel);
  }

  /** The channels that wait, and where. */
  Collection<Place.Passed> held() {
    return held.values();
  }

  /** Whether any channel waits. */
  boolean isUp() {
    return !held.isEmpty();
  }

  /**
   * Whether every channel has come to its truncation.
   *
   * @param released up to which timestamp the changes of a channel have been emitted
   */
  boolean isComplete(IntToLongFunction released) {
    for (int channel = 0; channel < channels; channel++) {
      if (!holds(channel)
          && Tso.millis(released.applyAsLong(channel)) < Tso.millis(timestamp) + LONGEST_MILLIS) {
        return false;
      }
    }
    return true;
  }

  /** Lets the channels continue, and returns where. */
  Place.Emptied open() {
    List<Place.Passed> passed = new ArrayList<>(held.values());
    held.clear();
    return new Place.Emptied(passed, timestamp, false);
  }
}
