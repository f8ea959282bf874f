package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client we did not write (okhttp-eventsource) reads the streams by the WHATWG rules. */
@Timeout(120)
class IndependentClientTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GeneratedAgent::prepare);

  private static EventSource open(URI base, String target) {
    return new EventSource.Builder(ConnectStrategy.http(base.resolve(target)))
        .errorStrategy(ErrorStrategy.alwaysContinue())
        .retryDelay(20, TimeUnit.MILLISECONDS)
        .build();
  }

  private static List<String> read(EventSource source, int count) throws Exception {
    List<String> messages = new ArrayList<>();
    while (messages.size() < count) {
      MessageEvent event = source.readMessage();
      assertThat(event.getLastEventId()).isNotBlank();
      messages.add(new SseEvent(event.getLastEventId(), event.getData(), null).message());
    }
    return messages;
  }

  @Test
  void readsAFile() throws Exception {
    try (EventSource source = open(SERVER.base(), SANDBOX + "/five")) {
      assertThat(read(source, 5)).isEqualTo(FIVE.lines().toList());
    }
  }

  @Test
  void followsTheRedirectOfDiscovery() throws Exception {
    try (EventSource source = open(SERVER.base(), LOGS + "/task/job?cursor=END&skip=-2")) {
      assertThat(read(source, 2)).containsExactly("four", "five");
    }
  }

  @Test
  void losesNothingOnABadNetwork() throws Exception {
    var file = GeneratedAgent.sandbox(SERVER.directory()).resolve("bad-network");
    try (LogWriter writer = new LogWriter(file);
        CuttingProxy proxy = new CuttingProxy(SERVER.base(), 10_000);
        EventSource source = open(proxy.base(), SANDBOX + "/bad-network?cursor=END&skip=-10")) {
      writer.lines(300);
      List<String> messages = read(source, 10);
      writer.lines(100);
      writer.rotate(LogWriter.Rotation.RENAME);
      writer.lines(100);
      messages.addAll(read(source, 200));
      assertThat(messages).isEqualTo(writer.ledger().subList(290, 500));
      assertThat(proxy.connections()).isGreaterThan(3);
    }
  }
}
