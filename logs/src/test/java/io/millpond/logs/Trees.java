package io.millpond.logs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Helps tests to make trees of files, and to read through the door. */
final class Trees {
  private Trees() {}

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static String text(ByteSource source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    while (bytes.hasRemaining() && source.read(bytes, bytes.position()) > 0) {}
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  static String read(LogRoot root, String path) throws IOException {
    try (LogFile file = root.open(path)) {
      return text(file);
    }
  }

  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  /** Deletes a tree with its links, about which JUnit would warn. */
  static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  static long openDescriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  /** The folder a system property names, or a skipped test. */
  static Path shared(String property) {
    String folder = System.getProperty(property, "");
    assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        () -> "skipped: no folder " + property + "; it is not part of the source tree");
    return Path.of(folder);
  }

  /** What a test does as somebody else. */
  interface Action {
    void run() throws Exception;
  }

  /**
   * Runs as a user without rights. For root, to whom no file is closed, this thread's file system
   * user becomes "nobody" meanwhile.
   */
  static void asNobody(Action action) throws Exception {
    MethodHandle setfsuid =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("setfsuid"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    int before = setfsuid(setfsuid, 65534);
    try {
      action.run();
    } finally {
      setfsuid(setfsuid, before);
    }
  }

  private static int setfsuid(MethodHandle call, int user) {
    try {
      return (int) call.invokeExact(user);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets how many descriptors this process may have, and returns how many it might before. */
  static long limitDescriptors(long count) {
    FunctionDescriptor shape =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
    Linker linker = Linker.nativeLinker();
    MethodHandle get =
        linker.downcallHandle(linker.defaultLookup().findOrThrow("getrlimit"), shape);
    MethodHandle set =
        linker.downcallHandle(linker.defaultLookup().findOrThrow("setrlimit"), shape);
    int noFile = 7;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limit = arena.allocate(16, 8);
      int failed = (int) get.invokeExact(noFile, limit);
      long before = limit.get(ValueLayout.JAVA_LONG, 0);
      limit.set(ValueLayout.JAVA_LONG, 0, count);
      failed |= (int) set.invokeExact(noFile, limit);
      if (failed != 0) {
        throw new IllegalStateException("no limit set");
      }
      return before;
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
