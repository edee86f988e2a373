// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.DumpMessagesRequest;
import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.ImmutableMessage;
import io.milvus.grpc.MessageID;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.stub.ServerCallStreamObserver;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The log of a Milvus 2.6 in memory, which {@code DumpMessages} returns as Milvus does: from the id
 * of a message on, confirmed by ticks and in their order, transactions as a whole, without ticks,
 * up to a timestamp or without an end. What was trimmed is left out without a word.
 */
public final class FakeWal {
  /** A message queue, and how it writes its ids. */
  public enum Queue {
    KAFKA(3),
    WOODPECKER(4);

    private final int number;

    Queue(int number) {
      this.number = number;
    }

    /** The id of the message at an offset. */
    public String id(long offset) {
      return this == KAFKA
          ? Long.toString(offset, 36)
          : Base64.getEncoder()
              .encodeToString(
                  UnknownFieldSet.newBuilder()
                      .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(0).build())
                      .addField(2, UnknownFieldSet.Field.newBuilder().addVarint(offset).build())
                      .build()
                      .toByteArray());
    }

    private long offset(String id) {
      try {
        if (this == KAFKA) {
          return Long.parseLong(id, 36);
        }
        UnknownFieldSet fields = UnknownFieldSet.parseFrom(Base64.getDecoder().decode(id));
        if (fields.getField(1).getVarintList().isEmpty()) {
          throw new IllegalArgumentException("no segment");
        }
        List<Long> entries = fields.getField(2).getVarintList();
        return entries.isEmpty() ? 0 : entries.get(0);
      } catch (IllegalArgumentException | java.io.IOException e) {
        throw new IllegalArgumentException("invalid message id " + id, e);
      }
    }
  }

  private record Logged(long offset, ImmutableMessage message) {}

  private final Map<String, List<Logged>> channels = new ConcurrentHashMap<>();
  private final Set<String> streamed = new HashSet<>();
  // Open transactions, and from where their beginnings are confirmed.
  private final Map<String, Long> open = new HashMap<>();
  private final LongSupplier clock;
  private volatile Queue queue;
  private volatile long trimmed;
  private volatile Status refusal;
  private volatile int messagesPerCall = Integer.MAX_VALUE;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * A log without messages.
   *
   * @param clock the timestamp of the tick that Milvus writes when a call begins
   */
  public FakeWal(Queue queue, LongSupplier clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * Appends a message as it is in Kafka, where ids are offsets in base 36. One of Milvus 2.5 is
   * converted; of its ticks, those after the first message of the streaming service are left out.
   */
  public synchronized FakeWal append(
      String pchannel, long offset, Map<String, String> properties, byte[] payload) {
    if (properties.containsKey("_v")) {
      streamed.add(pchannel);
      return append(pchannel, offset, payload, new HashMap<>(properties));
    }
    OldMessage.properties(offset, payload)
        .filter(converted -> !streamed.contains(pchannel) || !converted.get("_t").equals("1"))
        .ifPresent(converted -> append(pchannel, offset, payload, converted));
    return this;
  }

  private FakeWal append(String pchannel, long offset, byte[] payload, Map<String, String> own) {
    if (own.containsKey("_lc")) {
      own.put("_lc", queue.id(confirmed(own)));
    }
    channels
        .computeIfAbsent(pchannel, key -> new ArrayList<>())
        .add(
            new Logged(
                offset,
                ImmutableMessage.newBuilder()
                    .setId(
                        MessageID.newBuilder()
                            .setId(queue.id(offset))
                            .setWALNameValue(queue.number))
                    .putAllProperties(own)
                    .setPayload(ByteString.copyFrom(payload))
                    .build()));
    notifyAll();
    return this;
  }

  /**
   * From where a message is confirmed: the offset that it names, or an earlier one if a transaction
   * is open that began before. Milvus does so itself, but not all who write its messages.
   */
  private long confirmed(Map<String, String> properties) {
    long named = Long.parseLong(properties.get("_lc"), 36);
    String transaction = properties.get("_tx");
    if (transaction != null && properties.get("_t").equals("900")) {
      open.putIfAbsent(transaction, named);
    }
    long confirmed = Math.min(named, open.values().stream().min(Long::compare).orElse(named));
    if (transaction != null && List.of("901", "902").contains(properties.get("_t"))) {
      open.remove(transaction);
    }
    return confirmed;
  }

  /** Milvus writes to another message queue, which is empty. */
  public synchronized void moveTo(Queue other) {
    queue = other;
    channels.clear();
    open.clear();
    notifyAll();
  }

  /** What is before the offset is gone. */
  public void trim(long offset) {
    trimmed = offset;
  }

  /** All calls fail; null if they don't. */
  public void refuse(Status status) {
    refusal = status;
  }

  /** The connection breaks after so many messages, in each call. */
  public void disconnectAfter(int messages) {
    messagesPerCall = messages;
  }

  /** How many calls there were. */
  public int calls() {
    return calls.get();
  }

  /** Answers the call, on a thread of its own. */
  public void dump(DumpMessagesRequest request, StreamObserver<DumpMessagesResponse> to) {
    calls.incrementAndGet();
    ServerCallStreamObserver<DumpMessagesResponse> call =
        (ServerCallStreamObserver<DumpMessagesResponse>) to;
    call.setOnCancelHandler(() -> {});
    Thread thread = new Thread(() -> answer(request, call), "dump-messages");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(
      DumpMessagesRequest request, ServerCallStreamObserver<DumpMessagesResponse> to) {
    try {
      if (refusal != null) {
        fail(refusal, to);
        return;
      }
      new Call(request, to).run();
    } catch (IllegalArgumentException e) {
      fail(Status.newBuilder().setCode(1100).setReason(e.getMessage()).build(), to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(Status status, StreamObserver<DumpMessagesResponse> to) {
    to.onNext(DumpMessagesResponse.newBuilder().setStatus(status).build());
    to.onCompleted();
  }

  private synchronized List<Logged> from(String pchannel, long offset) {
    return channels.getOrDefault(pchannel, List.of()).stream()
        .filter(logged -> logged.offset() >= Math.max(offset, trimmed))
        .toList();
  }

  private synchronized void awaitMore() throws InterruptedException {
    wait(20);
  }

  private final class Call {
    private final DumpMessagesRequest request;
    private final ServerCallStreamObserver<DumpMessagesResponse> to;
    private final Queue begunIn = queue;
    private final WalScan scan = new WalScan();
    private int sent;

    Call(DumpMessagesRequest request, ServerCallStreamObserver<DumpMessagesResponse> to) {
      this.request = request;
      this.to = to;
    }

    void run() throws InterruptedException {
      MessageID start = request.getStartMessageId();
      if (start.getWALNameValue() != 0 && start.getWALNameValue() != begunIn.number) {
        throw new IllegalArgumentException("wal name mismatch");
      }
      boolean included = request.getUnknownFields().getField(5).getVarintList().equals(List.of(1L));
      long offset = begunIn.offset(start.getId()) + (included ? 0 : 1);
      // Without an end, the messages of a test bring their own ticks.
      long forced = request.getEndTimetick() > 0 ? clock.getAsLong() : 0;
      while (!to.isCancelled()) {
        List<Logged> more = queue == begunIn ? from(request.getPchannel(), offset) : List.of();
        for (Logged logged : more) {
          offset = logged.offset() + 1;
          if (!output(scan.add(logged.message()))) {
            return;
          }
        }
        if (forced > 0 && !output(scan.tick(forced))) {
          return;
        }
        forced = 0;
        awaitMore();
      }
    }

    /** Whether there may be more. */
    private boolean output(List<WalScan.Output> outputs) {
      for (WalScan.Output output : outputs) {
        if (request.getEndTimetick() > 0 && output.timeTick() > request.getEndTimetick()) {
          to.onCompleted();
          return false;
        }
        for (ImmutableMessage message : output.messages()) {
          if (output.timeTick() < request.getStartTimetick()) {
            continue;
          }
          if (sent == messagesPerCall) {
            to.onError(io.milvus.shaded.io.grpc.Status.UNAVAILABLE.asRuntimeException());
            return false;
          }
          sent++;
          to.onNext(DumpMessagesResponse.newBuilder().setMessage(message).build());
        }
      }
      return true;
    }
  }
}
