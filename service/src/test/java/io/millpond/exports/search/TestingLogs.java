package io.millpond.exports.search;

import io.millpond.clusters.LocalFile;
import io.millpond.clusters.StoredFile;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Logs in a directory, to be searched. */
public final class TestingLogs implements AutoCloseable {
  private final Path directory;
  private final LogRoot root;
  private final SharedFiles shared = SharedFiles.start();
  private final List<SearchFile> files = new ArrayList<>();

  public TestingLogs(Path directory) throws IOException {
    this.directory = directory;
    this.root = LogRoot.open(directory);
  }

  public Path directory() {
    return directory;
  }

  public List<SearchFile> files() {
    return files;
  }

  /** A driver's or an executor's log. */
  public SearchFile add(String subject, String stream, String name, String text)
      throws IOException {
    return add(subject, stream, name, text.getBytes(StandardCharsets.UTF_8), Instant.now());
  }

  public SearchFile add(String subject, String stream, String name, byte[] text, Instant modified)
      throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, text);
    Files.setLastModifiedTime(file, FileTime.from(modified));
    String type = subject.contains("driver") ? "driver" : "executor";
    Origin origin = new Origin(type, subject, stream, "app-1", "c-" + subject);
    SearchFile added = new SearchFile(origin, files.size(), stored(name), Optional.empty());
    files.add(added);
    return added;
  }

  /** Makes a file that was added so long that no test can wait for the end of its search. */
  public void lengthen(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve(name).toFile(), "rw")) {
      file.setLength(1L << 42);
    }
    for (int i = 0; i < files.size(); i++) {
      SearchFile was = files.get(i);
      if (was.file().name().equals(name)) {
        files.set(i, new SearchFile(was.origin(), was.number(), stored(name), was.notBefore()));
      }
    }
  }

  /** Has it told of the last file that was added that nothing in it is earlier. */
  public void begun(Instant notBefore) {
    SearchFile last = files.removeLast();
    files.add(new SearchFile(last.origin(), last.number(), last.file(), Optional.of(notBefore)));
  }

  /** Lists a file that was moved by its new name. */
  public void rename(String from, String to) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      SearchFile was = files.get(i);
      if (was.file().name().equals(from)) {
        files.set(i, new SearchFile(was.origin(), was.number(), stored(to), was.notBefore()));
      }
    }
  }

  /** Lists all files again, as they are now. */
  public void relist() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      SearchFile was = files.get(i);
      files.set(
          i,
          new SearchFile(was.origin(), was.number(), stored(was.file().name()), was.notBefore()));
    }
  }

  private StoredFile stored(String name) throws IOException {
    return new LocalFile(shared, root, name, name, root.status(name));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    shared.close();
    root.close();
  }
}
