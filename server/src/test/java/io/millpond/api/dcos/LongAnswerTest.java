package io.millpond.api.dcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.journal.Journal;
import io.millpond.journal.JournalFilter;
import io.millpond.journal.JournalReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers rendered by several threads are those of one thread. */
class LongAnswerTest {
  private static final LongAnswer.Bounds SMALL = new LongAnswer.Bounds(16, 4096, 1000);

  @TempDir Path temporary;
  private final MemberNames names = new MemberNames();

  private EntryRenderer json() {
    EntryJson json = new EntryJson(names);
    return (entry, target) -> {
      json.append(entry, target);
      target.append('\n');
    };
  }

  private static EntryRenderer text() {
    return new EntryText()::append;
  }

  private static ComponentRequest request(long limit) {
    return new ComponentRequest(new ComponentRequest.From.Head(), 0, limit, JournalFilter.all());
  }

  private static byte[] sequential(Journal journal, long limit, Supplier<EntryRenderer> renderers) {
    ByteBuilder all = new ByteBuilder(1024);
    EntryRenderer renderer = renderers.get();
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      EntryWindow window = new EntryWindow(reader, request(limit));
      while (window.next()) {
        renderer.append(reader.entry(), all);
      }
    }
    return all.toByteArray();
  }

  private static byte[] parallel(
      Journal journal, long limit, Supplier<EntryRenderer> renderers, LongAnswer.Bounds bounds)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    run(
        journal,
        limit,
        renderers,
        bounds,
        bytes -> {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          all.writeBytes(copy);
        });
    return all.toByteArray();
  }

  private static void run(
      Journal journal,
      long limit,
      Supplier<EntryRenderer> renderers,
      LongAnswer.Bounds bounds,
      LongAnswer.Output output)
      throws IOException {
    try (JournalReader reader = journal.newReader(JournalFilter.all())) {
      EntryWindow window = new EntryWindow(reader, request(limit));
      assertThat(window.next()).isTrue();
      ByteBuilder first = new ByteBuilder(1024);
      renderers.get().append(reader.entry(), first);
      output.write(first.asByteBuffer());
      assertThat(new LongAnswer(window, output, renderers, bounds).writeRest()).isTrue();
    }
  }

  @Test
  void theLargeJournalInBatchesOfManySizes() throws Exception {
    try (Journal journal = Journal.open(List.of(Journals.large(temporary)))) {
      byte[] json = sequential(journal, Long.MAX_VALUE, this::json);
      byte[] text = sequential(journal, Long.MAX_VALUE, LongAnswerTest::text);
      for (LongAnswer.Bounds bounds :
          List.of(
              LongAnswer.Bounds.USUAL,
              new LongAnswer.Bounds(100_000, 1 << 20, 1 << 16),
              new LongAnswer.Bounds(997, 3000, 100),
              new LongAnswer.Bounds(64, 1 << 16, 200))) {
        assertThat(parallel(journal, Long.MAX_VALUE, this::json, bounds)).isEqualTo(json);
        assertThat(parallel(journal, Long.MAX_VALUE, LongAnswerTest::text, bounds)).isEqualTo(text);
      }
      assertThat(json).hasSizeGreaterThan(60_000 * 300);
    }
  }

  @Test
  void aRandomJournalInBatchesOfManySizes() throws Exception {
    inBatchesOfManySizes(600);
  }

  @Test
  @Tag("slow")
  void aLongerRandomJournalInBatchesOfManySizes() throws Exception {
    inBatchesOfManySizes(3000);
  }

  private void inBatchesOfManySizes(int entries) throws Exception {
    long seed = System.nanoTime();
    System.out.println("LongAnswerTest seed " + seed);
    try (Journal journal = Journal.open(List.of(Journals.random(temporary, seed, entries)))) {
      byte[] json = sequential(journal, Long.MAX_VALUE, this::json);
      byte[] text = sequential(journal, Long.MAX_VALUE, LongAnswerTest::text);
      for (int batch : new int[] {1, 2, 7, 100, 5000}) {
        for (int piece : new int[] {1, 5000, 1 << 20}) {
          for (int field : new int[] {40, 70_000}) {
            LongAnswer.Bounds bounds = new LongAnswer.Bounds(batch, piece, field);
            assertThat(parallel(journal, Long.MAX_VALUE, this::json, bounds)).isEqualTo(json);
            assertThat(parallel(journal, Long.MAX_VALUE, LongAnswerTest::text, bounds))
                .isEqualTo(text);
          }
        }
      }
      int some = entries * 2 / 5;
      assertThat(parallel(journal, some, this::json, SMALL))
          .isEqualTo(sequential(journal, some, this::json));
    }
  }

  @Test
  void everyThreadHasEndedWhenTheClientIsGone() throws Exception {
    AtomicInteger busy = new AtomicInteger();
    Supplier<EntryRenderer> counting =
        () ->
            (entry, target) -> {
              busy.incrementAndGet();
              target.append(entry.cursor().toString());
              busy.decrementAndGet();
            };
    try (Journal journal = Journal.open(List.of(Journals.random(temporary, 1, 2000)))) {
      AtomicInteger writes = new AtomicInteger();
      assertThatThrownBy(() ->
              run(
                  journal,
                  Long.MAX_VALUE,
                  counting,
                  SMALL,
                  bytes -> {
                    if (writes.incrementAndGet() == 5) {
                      throw new EOFException("gone");
                    }
                  }))
          .isInstanceOf(EOFException.class);
      assertThat(busy).hasValue(0);
      assertThat(writes).hasValue(5);
      // The places were given back.
      assertThat(parallel(journal, Long.MAX_VALUE, this::json, SMALL)).isNotEmpty();
    }
  }

  @Test
  void aFailureInAThreadFailsTheAnswer() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Supplier<EntryRenderer> failing =
        () ->
            (entry, target) -> {
              threads.add(Thread.currentThread());
              if (entry.seqnum() == 700) {
                throw new IllegalStateException("broken");
              }
            };
    try (Journal journal = Journal.open(List.of(Journals.random(temporary, 1, 2000)))) {
      assertThatThrownBy(() -> run(journal, Long.MAX_VALUE, failing, SMALL, bytes -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasRootCauseMessage("broken");
      assertThat(threads).hasSizeGreaterThan(2);
    }
  }

  @Test
  void anInterruptEndsTheAnswer() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (Journal journal = Journal.open(List.of(Journals.random(temporary, 1, 2000)))) {
      Thread[] request = new Thread[1];
      boolean[] failed = new boolean[2];
      request[0] =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  run(
                      journal,
                      Long.MAX_VALUE,
                      LongAnswerTest::text,
                      SMALL,
                      bytes -> {
                        begun.countDown();
                        Thread.currentThread().interrupt();
                      });
                } catch (IOException stopped) {
                  failed[0] = true;
                  failed[1] = Thread.currentThread().isInterrupted();
                }
              });
      begun.await();
      request[0].join();
      assertThat(failed).containsExactly(true, true);
    }
  }
}
