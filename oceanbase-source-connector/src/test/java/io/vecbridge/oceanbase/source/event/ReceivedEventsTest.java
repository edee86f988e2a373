// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializationException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class ReceivedEventsTest {
  private final BinaryLogClient client = new BinaryLogClient("127.0.0.1", 1, "user", "password");
  private final ReceivedEvents events =
      new ReceivedEvents(
          client,
          new Binlog.Handler() {
            @Override
            public void handle(Event event) {}

            @Override
            public boolean isOpen() {
              return true;
            }
          });

  @Test
  void aConnectionThatIsLostInTheMiddleOfAnEventIsALostConnection() {
    for (IOException lost :
        List.of(
            new SocketTimeoutException("Read timed out"),
            new SocketException("Connection reset"),
            new SSLException("Connection reset"),
            new EOFException("Failed to read next byte"))) {
      ReceivedEvents received = new ReceivedEvents(client, null);
      received.onEventDeserializationFailure(client, inAnEvent(lost));
      assertThatThrownBy(received::rethrow).isSameAs(lost);
      ReceivedEvents closed = new ReceivedEvents(client, null);
      closed.onCommunicationFailure(client, inAnEvent(lost));
      assertThatThrownBy(closed::rethrow).isSameAs(lost);
    }
  }

  @Test
  void aLostConnectionIsFoundAmongOtherCauses() {
    SocketTimeoutException lost = new SocketTimeoutException("Read timed out");
    events.onEventDeserializationFailure(client, inAnEvent(new IOException("wrapped", lost)));
    assertThatThrownBy(events::rethrow).isSameAs(lost);
  }

  @Test
  void anEventThatCanNotBeReadFailsTheTaskWithTheReason() {
    events.onEventDeserializationFailure(client, inAnEvent(new IOException("Unknown type 242")));
    assertThatThrownBy(events::rethrow)
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "An event of the binlog can't be read (Unknown type 242). If a table has columns of a"
                + " type that the Binlog Service does not send, leave the table to a connector with"
                + " capture.mode=scn.");
  }

  @Test
  void theFirstFailureIsKept() {
    events.onCommunicationFailure(client, new IOException("first"));
    events.onCommunicationFailure(client, new IOException("second"));
    assertThatThrownBy(events::rethrow).isInstanceOf(IOException.class).hasMessage("first");
  }

  private static EventDataDeserializationException inAnEvent(IOException cause) {
    EventHeaderV4 header = new EventHeaderV4();
    header.setEventType(EventType.EXT_WRITE_ROWS);
    return new EventDataDeserializationException(header, cause);
  }
}
