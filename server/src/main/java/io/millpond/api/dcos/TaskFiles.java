package io.millpond.api.dcos;

import io.millpond.clusters.mesos.SandboxDirectory;
import io.millpond.http.Accept;
import io.millpond.http.BodyWriter;
import io.millpond.http.Exchange;
import io.millpond.http.FileAnswer;
import io.millpond.http.PercentCode;
import io.millpond.logs.ByteSource;
import io.millpond.logs.FileStatus;
import io.millpond.logs.LineReader;
import io.millpond.logs.Lines;
import io.millpond.logs.RunReader;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.TextSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The agent routes: a sandbox's files read, followed, listed and downloaded. */
final class TaskFiles {
  private static final String TEXT = "text/plain";
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final List<String> OFFERED = List.of(TEXT, JSON, EVENTS);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$&+.^_`|~-]+");

  private final Sandboxes sandboxes;
  private final SharedFiles sharedFiles;
  private final TaskFileStreams streams;
  private final Lines lines = new Lines();
  private final TaskFileRest rest = new TaskFileRest(lines);

  TaskFiles(Sandboxes sandboxes, SharedFiles sharedFiles, TaskFileStreams streams) {
    this.sharedFiles = sharedFiles;
    this.sandboxes = sandboxes;
    this.streams = streams;
  }

  void readStandalone(Exchange exchange) throws IOException {
    read(exchange, false);
  }

  void readPod(Exchange exchange) throws IOException {
    read(exchange, true);
  }

  void browseStandalone(Exchange exchange) throws IOException {
    browse(exchange, false);
  }

  void browsePod(Exchange exchange) throws IOException {
    browse(exchange, true);
  }

  void downloadStandalone(Exchange exchange) throws IOException {
    download(exchange, false);
  }

  void downloadPod(Exchange exchange) throws IOException {
    download(exchange, true);
  }

  private void read(Exchange exchange, boolean pod) throws IOException {
    TaskFileRequest request = TaskFileRequest.parse(exchange);
    try {
      SandboxFile file = SandboxFile.of(sandboxes.locate(exchange, pod), exchange);
      if (TextSource.isCompressedName(file.path())) {
        // A small file may hold text that takes minutes to decode before a byte is sent.
        exchange.watchClient(Thread.currentThread()::interrupt);
      }
      switch (Accept.choose(exchange.headerList("Accept").orElse(null), OFFERED)) {
        case EVENTS -> streams.follow(exchange, file, request);
        case JSON -> sendJson(exchange, file, request);
        default -> sendText(exchange, file, request);
      }
    } catch (IOException failure) {
      if (FileProblems.isMissing(failure) && request.isFromEnd()) {
        exchange.sendEmpty(204);
        return;
      }
      throw FileProblems.of(failure, "read");
    }
  }

  private void sendText(Exchange exchange, SandboxFile file, TaskFileRequest request)
      throws IOException {
    if (request.namesFile()) {
      rest.sendText(exchange, file, request, request.lastEventId().orElseThrow());
      return;
    }
    try (ByteSource source = TextSource.open(file.directory().root(), file.path());
        RunReader runs = lines.runs(source, request.window(), request.filter())) {
      BodyWriter body = exchange.body(200, "text/plain; charset=utf-8");
      while (!body.headersOnly() && runs.next()) {
        body.write(runs.bytes());
      }
      requireWhole(runs.isCutShort());
      if (!runs.endsWithNewline()) {
        body.write(new byte[] {'\n'});
      }
      body.finish();
    }
  }

  private void sendJson(Exchange exchange, SandboxFile file, TaskFileRequest request)
      throws IOException {
    if (request.namesFile()) {
      rest.sendJson(exchange, file, request, request.lastEventId().orElseThrow());
      return;
    }
    FileJson json = new FileJson(file);
    try (ByteSource source = TextSource.open(file.directory().root(), file.path());
        LineReader reader = lines.read(source, request.window(), request.filter())) {
      BodyWriter body = exchange.body(200, "application/json");
      ByteBuilder line = new ByteBuilder(16 * 1024);
      boolean inLine = false;
      while (!body.headersOnly() && reader.next()) {
        if (!inLine) {
          json.begin(line);
        }
        ByteBuffer piece = reader.bytes();
        int from = piece.arrayOffset() + piece.position();
        JsonText.append(piece.array(), from, from + piece.remaining(), line);
        if (!reader.isPartial()) {
          json.endFields(line, false);
          line.append(",\"offset\":").append(reader.end()).append("}\n");
        }
        inLine = reader.isPartial();
        body.write(line.asByteBuffer());
        line.clear();
      }
      requireWhole(reader.isCutShort());
      body.finish();
    }
  }

  /** A file that became shorter while it was read is no shorter log: the answer is broken off. */
  private static void requireWhole(boolean cutShort) throws EOFException {
    if (cutShort) {
      throw new EOFException("the file was truncated while it was read");
    }
  }

  private void browse(Exchange exchange, boolean pod) throws IOException {
    String path = exchange.query().first("path").orElse("");
    try {
      SandboxDirectory directory = sandboxes.locate(exchange, pod);
      List<FileStatus> files = directory.root().list(directory.path(path));
      exchange.send(200, "application/json", BrowseJson.of(directory, path, files));
    } catch (NotDirectoryException file) {
      exchange.send(200, "application/json", "[]\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException failure) {
      throw FileProblems.of(failure, "browse");
    }
  }

  private void download(Exchange exchange, boolean pod) throws IOException {
    try {
      SharedFiles.Lease file = open(exchange, pod);
      String name = exchange.variable("file");
      exchange.with("Content-Disposition", disposition(name.substring(name.lastIndexOf('/') + 1)));
      FileAnswer.send(exchange, file, "application/octet-stream");
    } catch (IOException failure) {
      throw FileProblems.of(failure, "download");
    }
  }

  /** Opens the file where it nearly always is, and only then looks for it. */
  private SharedFiles.Lease open(Exchange exchange, boolean pod) throws IOException {
    String name = exchange.variable("file");
    Optional<SandboxDirectory> likely = sandboxes.guess(exchange, pod);
    if (likely.isPresent()) {
      try {
        return sharedFiles.open(likely.get().root(), likely.get().path(name));
      } catch (IOException failure) {
        if (!FileProblems.isMissing(failure)) {
          throw failure;
        }
      }
    }
    // Looks at directories, and may ask the master for the state.
    exchange.beforeBlocking();
    SandboxDirectory directory = sandboxes.locate(exchange, pod);
    return sharedFiles.open(directory.root(), directory.path(name));
  }

  /** RFC 6266: a plain name as Mesos sends it, any other in the extended form too. */
  private static String disposition(String name) {
    if (TOKEN.matcher(name).matches()) {
      return "attachment; filename=" + name;
    }
    StringBuilder ascii = new StringBuilder();
    name.codePoints()
        .forEach(next ->
            ascii.append(
                next >= ' ' && next < 127 && next != '"' && next != '\\' ? (char) next : '_'));
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(ascii, PercentCode.encodeSegment(name));
  }
}
