// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.stream.ChangeStream;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The virtual channels of one collection, as they are read from the log. A channel that waits for
 * the others holds what follows its position; if that is too much, it is forgotten, and read again
 * from the position on when the channel continues. So memory is bounded however long it waits.
 */
final class CollectionChannels {
  private final Optional<ChangeStream> stream;
  private final List<Vchannel> vchannels;
  private final Buffers buffers;
  private final List<ChannelBuffer> followed = new ArrayList<>();
  private final BitSet suspended = new BitSet();

  /** Creates what holds the changes of a channel from a position on. */
  interface Buffers {
    /** A buffer that has no changes. */
    ChannelBuffer at(Vchannel vchannel, ChannelPosition position);
  }

  /** Says where a channel's capture begins. */
  interface Starts {
    /** The position of a channel. */
    ChannelPosition of(Vchannel vchannel) throws InterruptedException;
  }

  private CollectionChannels(
      Optional<ChangeStream> stream, List<Vchannel> vchannels, Buffers buffers) {
    this.stream = stream;
    this.vchannels = vchannels;
    this.buffers = buffers;
  }

  /** Follows all channels of a collection, or none if that fails; none if no log is read. */
  static CollectionChannels follow(
      Optional<ChangeStream> stream, MilvusCollection collection, Starts starts, Buffers buffers)
      throws InterruptedException {
    CollectionChannels channels =
        new CollectionChannels(
            stream, stream.isPresent() ? collection.channels() : List.of(), buffers);
    try {
      for (Vchannel vchannel : channels.vchannels) {
        ChannelBuffer buffer = buffers.at(vchannel, starts.of(vchannel));
        stream.get().follow(vchannel.pchannel(), buffer);
        channels.followed.add(buffer);
      }
      return channels;
    } catch (RuntimeException e) {
      leave(stream.get(), channels.vchannels.subList(0, channels.size()));
      throw e;
    }
  }

  /** Forgets channels. */
  static void leave(ChangeStream stream, List<Vchannel> vchannels) throws InterruptedException {
    for (Vchannel vchannel : vchannels) {
      stream.leave(vchannel.pchannel(), vchannel.name());
    }
  }

  int size() {
    return followed.size();
  }

  ChannelBuffer get(int channel) {
    return followed.get(channel);
  }

  /** Reads some channels no more, which wait at their positions. */
  void suspend(Collection<Place.Passed> waiting) throws InterruptedException {
    for (Place.Passed passed : waiting) {
      int channel = passed.channel();
      if (followed.get(channel).heldBytes() > 0) {
        Vchannel vchannel = vchannels.get(channel);
        stream.get().leave(vchannel.pchannel(), vchannel.name());
        followed.set(channel, buffers.at(vchannel, passed.position()));
        suspended.set(channel);
      }
    }
  }

  /** Reads them again, from their positions on. */
  void resume() throws InterruptedException {
    for (int i = suspended.nextSetBit(0); i >= 0; i = suspended.nextSetBit(i + 1)) {
      stream.get().follow(vchannels.get(i).pchannel(), followed.get(i));
    }
    suspended.clear();
  }
}
