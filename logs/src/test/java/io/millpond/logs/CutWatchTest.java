package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is cut off while it is read is noticed, however long it has become since. */
final class CutWatchTest {
  private static final String BANNER = "=".repeat(2 * Limits.FINGERPRINT_BYTES) + "\n";

  @TempDir private Path folder;
  private LogRoot root;
  private Path log;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(folder);
    log = folder.resolve("log");
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  private static String lines(String word, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(word).append(" line ").append(i).append('\n');
    }
    return text.toString();
  }

  /** Empties it and writes it anew, as {@code copytruncate} and the program after it do. */
  private void rewrite(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Test
  void growthIsNothing() throws IOException {
    Files.writeString(log, lines("one", 1000));
    try (LogFile file = root.open("log")) {
      CutWatch watch = new CutWatch(file, 0, file.size());
      Files.writeString(log, lines("more", 10), StandardOpenOption.APPEND);
      watch.look(100);
      watch.look(file.size());
    }
    Files.writeString(log, "");
    try (LogFile file = root.open("log")) {
      new CutWatch(file, 0, 0).look(0);
    }
  }

  @Test
  void whatWasWrittenAnewIsNoticed() throws IOException {
    Files.writeString(log, lines("one", 1000));
    try (LogFile file = root.open("log")) {
      CutWatch watch = new CutWatch(file, 0, file.size());
      watch.look(100);
      rewrite(lines("two", 2000));
      assertThatThrownBy(() -> watch.look(200)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatBeginsWithTheSameBannerIsNoticedToo() throws IOException {
    Files.writeString(log, BANNER + lines("one", 1000));
    int reached = BANNER.length() + 100;
    try (LogFile file = root.open("log")) {
      CutWatch whole = new CutWatch(file, 0, file.size());
      CutWatch part = new CutWatch(file, reached, file.size());
      whole.look(reached);
      rewrite(BANNER + lines("two", 2000));
      assertThatThrownBy(() -> whole.look(reached + 1)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> part.look(reached + 1)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void whatIsShorterThanThePartIsNoticed() throws IOException {
    String text = lines("one", 1000);
    Files.writeString(log, text);
    try (LogFile file = root.open("log")) {
      CutWatch watch = new CutWatch(file, 0, file.size());
      rewrite(text.substring(0, text.length() - 1));
      assertThatThrownBy(() -> watch.look(100)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void theLastFileOfAChainIsWatched() throws IOException {
    Files.writeString(folder.resolve("log.1"), "rolled\n");
    String text = lines("one", 1000);
    Files.writeString(log, text);
    ChainedContent.Segment segment =
        new ChainedContent.Segment("log.1", root.status("log.1"), 7, true);
    try (ChainedContent chain =
            new ChainedContent(root, List.of(segment), Optional.of(root.open("log")));
        InputStream in = chain.from(0)) {
      assertThat(in.readNBytes(17))
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("rolled\none line 0\n".substring(0, 17));
      rewrite(lines("two", 2000));
      assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class);
    }
    Files.writeString(log, text, StandardOpenOption.TRUNCATE_EXISTING);
    try (ChainedContent chain = new ChainedContent(root, List.of(), Optional.of(root.open("log")));
        InputStream in = chain.from(text.length() - 10)) {
      Files.writeString(log, "more", StandardOpenOption.APPEND);
      assertThat(in.readAllBytes()).hasSize(10);
    }
  }
}
