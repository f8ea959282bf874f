package io.millpond.logs;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path temp;
  private Path path;
  private LogRoot root;

  @BeforeEach
  void open() throws IOException {
    path = Trees.write(temp.resolve("log"), "one\ntwo\n");
    root = LogRoot.open(temp);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
  }

  @Test
  void noticesGrowthTruncationAndRemoval() throws IOException {
    try (LogFile file = root.open("log")) {
      Files.writeString(path, "three\n", APPEND);
      assertThat(file.current().size()).isEqualTo(14);
      assertThat(file.size()).isEqualTo(8);
      assertThat(Trees.text(file)).isEqualTo("one\ntwo\nthree\n");
      Files.writeString(path, "", WRITE, TRUNCATE_EXISTING);
      assertThat(file.current().size()).isZero();
      assertThat(file.sameFileAs(root.status("log"))).isTrue();
      Files.move(path, temp.resolve("log.1"));
      Trees.write(path, "new");
      assertThat(file.sameFileAs(root.status("log"))).isFalse();
      assertThat(file.sameFileAs(root.status("log.1"))).isTrue();
      Files.delete(temp.resolve("log.1"));
      assertThat(file.current().links()).isZero();
    }
  }

  @Test
  void mapsAPart() throws IOException {
    try (LogFile file = root.open("log")) {
      MappedSlice slice = file.map(4, 4);
      assertThat(StandardCharsets.UTF_8.decode(slice.buffer(0, 4)).toString()).isEqualTo("two\n");
      assertThat(slice.buffer(0, 4).isReadOnly()).isTrue();
      slice.close();
      slice.close();
      assertThatThrownBy(() -> slice.segment().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0))
          .isInstanceOf(IllegalStateException.class);
      try (MappedSlice nothing = file.map(8, 0)) {
        assertThat(nothing.segment().byteSize()).isZero();
      }
      assertThatThrownBy(() -> file.map(4, 5)).isInstanceOf(EOFException.class);
      assertThatThrownBy(() -> file.map(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> file.map(0, Limits.MAX_MAPPED_BYTES + 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void unmapsAtOnce() throws IOException {
    try (LogFile file = root.open("log")) {
      MappedSlice slice = file.map(0, 8);
      assertThat(Files.readString(Path.of("/proc/self/maps")))
          .contains(path.toRealPath().toString());
      slice.close();
      assertThat(Files.readString(Path.of("/proc/self/maps")))
          .doesNotContain(path.toRealPath().toString());
    }
  }

  @Test
  void survivesTheInterruptOfOneReader() throws Exception {
    try (LogFile file = root.open("log")) {
      AtomicReference<Exception> thrown = new AtomicReference<>(new Exception("none"));
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                try {
                  file.read(ByteBuffer.allocate(8), 0);
                } catch (IOException e) {
                  thrown.set(e);
                }
              });
      reader.join();
      assertThat(thrown.get()).isInstanceOf(ClosedByInterruptException.class);
      Files.delete(path);
      Trees.write(path, "another");
      assertThat(Trees.text(file)).isEqualTo("one\ntwo\n");
      file.map(0, 1).close();
    }
  }

  @Test
  void readsNoMoreWhenClosed() throws IOException {
    LogFile file = root.open("log");
    file.close();
    assertThatThrownBy(() -> file.read(ByteBuffer.allocate(8), 0))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> file.map(0, 1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(file::current).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void outlivesItsRoot() throws IOException {
    try (LogFile file = root.open("log")) {
      root.close();
      assertThat(Trees.text(file)).isEqualTo("one\ntwo\n");
      assertThatThrownBy(() -> root.status("log")).isInstanceOf(ClosedChannelException.class);
    }
  }
}
