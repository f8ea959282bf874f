package io.millpond.api.dcos;

import io.millpond.http.Accept;
import io.millpond.http.BodyWriter;
import io.millpond.http.EventStream;
import io.millpond.http.Exchange;
import io.millpond.http.Followers;
import io.millpond.journal.Journal;
import io.millpond.journal.JournalReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The journal of this node, whole or of one unit: read and followed. */
final class Components {
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final List<String> OFFERED = List.of(TEXT, JSON, EVENTS);

  private final Journal journal;
  private final Followers followers;
  private final MemberNames names = new MemberNames();

  Components(Journal journal, Followers followers) {
    this.journal = journal;
    this.followers = followers;
  }

  void readAll(Exchange exchange) throws IOException {
    read(exchange, Optional.empty());
  }

  void readOne(Exchange exchange) throws IOException {
    read(exchange, Optional.of(exchange.variable("component")));
  }

  private void read(Exchange exchange, Optional<String> component) throws IOException {
    ComponentRequest request = ComponentRequest.parse(exchange, component);
    exchange.with("Cache-Control", "no-cache");
    try (JournalReader reader = journal.newReader(request.filter())) {
      switch (Accept.choose(exchange.headerList("Accept").orElse(null), OFFERED)) {
        case EVENTS -> follow(exchange, request, reader);
        case JSON -> send(exchange, JSON, request, reader, this::jsonLines);
        default -> send(exchange, TEXT + "; charset=utf-8", request, reader, this::textLines);
      }
    }
  }

  private EntryRenderer jsonLines() {
    EntryJson json = new EntryJson(names);
    return (entry, target) -> {
      json.append(entry, target);
      target.append('\n');
    };
  }

  private EntryRenderer textLines() {
    return new EntryText()::append;
  }

  private static void send(
      Exchange exchange,
      String contentType,
      ComponentRequest request,
      JournalReader reader,
      Supplier<EntryRenderer> renderers)
      throws IOException {
    EntryWindow window = new EntryWindow(reader, request);
    if (!window.next()) {
      exchange.sendEmpty(204);
      return;
    }
    BodyWriter body = exchange.body(200, contentType);
    if (!body.headersOnly()) {
      write(window, reader, renderers, body);
    }
    body.finish();
  }

  /** Writes the entry the window stands on and all that follow. */
  private static void write(
      EntryWindow window, JournalReader reader, Supplier<EntryRenderer> renderers, BodyWriter body)
      throws IOException {
    EntryRenderer renderer = renderers.get();
    ByteBuilder rendered = new ByteBuilder(4096);
    long entries = 0;
    do {
      renderer.append(reader.entry(), rendered);
      if (rendered.length() >= Limits.RENDER_BUFFER_BYTES) {
        body.write(rendered.asByteBuffer());
        rendered.clear();
      }
      if (++entries == Limits.ENTRIES_ALONE) {
        body.write(rendered.asByteBuffer());
        rendered.clear();
        if (new LongAnswer(window, body::write, renderers, LongAnswer.Bounds.USUAL).writeRest()) {
          return;
        }
      }
    } while (window.next());
    body.write(rendered.asByteBuffer());
  }

  /**
   * Streams what is there and then what is written, until the client goes or the server stops. The
   * answer is under way: from here on nothing is thrown to be shown to the client.
   */
  private void follow(Exchange exchange, ComponentRequest request, JournalReader reader)
      throws IOException {
    exchange.with("X-Accel-Buffering", "no");
    if (exchange.isHead()) {
      exchange.sendHeadOfStream(EVENTS);
      return;
    }
    EventStream stream = followers.open("dcos", exchange);
    try {
      EntryEvents events = new EntryEvents(names);
      // Taken before the first look, so that nothing written meanwhile is waited for in vain.
      long version = journal.version();
      EntryWindow window = new EntryWindow(reader, request);
      if (!events.sendAll(window, reader, stream)) {
        stream.ping();
      }
      while (!window.isSpent() && !stream.isEnded()) {
        if (journal.watch().await(version, io.millpond.http.Limits.PING_INTERVAL)) {
          version = journal.version();
          events.sendAll(window, reader, stream);
        }
      }
    } catch (EOFException gone) {
      return;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      stream.abort();
    } catch (IOException | RuntimeException | Error failure) {
      stream.abort();
      throw failure;
    }
  }
}
