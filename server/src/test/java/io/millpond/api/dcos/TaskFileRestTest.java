package io.millpond.api.dcos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TaskFileRestTest {
  private static final String FIRST = "the first line of a log, longer than a fingerprint needs\n";

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestingNode node;

  @BeforeEach
  void start() throws IOException {
    node = new TestingNode(directory);
  }

  @AfterEach
  void stop() throws IOException {
    client.shutdownNow();
    node.close();
  }

  private HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The lines of a stream from its beginning until one begins with {@code last}. */
  private List<String> stream(HttpRequest.Builder request, String last) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(
            request.header("Accept", "text/event-stream").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.contains(last)) {
          return lines;
        }
      }
    }
    throw new AssertionError("ended before " + last + ": " + lines);
  }

  private static String id(List<String> stream, String message) {
    for (int i = 1; i < stream.size(); i++) {
      if (stream.get(i).contains("\"MESSAGE\":\"" + message)) {
        return stream.get(i - 1).substring("id: ".length());
      }
    }
    throw new AssertionError("no " + message + " in " + stream);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void singleAnswersGoOnInTheFileTheIdNames() throws Exception {
    Files.writeString(node.file("stdout"), FIRST + "two\nthree\n");
    String id = id(stream(node.request("stdout"), "three"), "two");
    HttpRequest.Builder text = node.request("stdout").header("Last-Event-ID", id);
    assertThat(get(text).body()).isEqualTo("three\n");

    Files.move(node.file("stdout"), node.file("stdout.1"));
    Files.writeString(
        node.file("stdout"), "another file that has grown past that, by far ....\nhalf");
    assertThat(get(text).body())
        .isEqualTo("three\nanother file that has grown past that, by far ....\nhalf\n");
    HttpRequest.Builder limited = node.request("stdout?limit=1&filter=MESSAGE:h&filter=MESSAGE:x");
    assertThat(get(limited.header("Last-Event-ID", id)).body()).isEqualTo("three\n");
    HttpRequest.Builder json = node.request("stdout?filter=MESSAGE:h").header("Last-Event-ID", id);
    assertThat(get(json.header("Accept", "application/json")).body().lines())
        .satisfiesExactly(
            three -> assertThat(three).contains("\"MESSAGE\":\"three\"},\"offset\":66}"),
            another -> assertThat(another).endsWith("\"},\"offset\":50}"),
            half -> assertThat(half).endsWith("\"MESSAGE\":\"half\"},\"offset\":55}"));

    Files.delete(node.file("stdout.1"));
    assertThat(get(text).body()).startsWith("another file");
  }

  @Test
  void compressedFilesAreFollowedAsTheirText() throws Exception {
    Files.write(node.file("old.gz"), gzip(FIRST + "two\n\nthree"));
    List<String> all = stream(node.request("old.gz"), "three");
    assertThat(all).filteredOn(line -> line.startsWith("data: ")).hasSize(3);
    String id = id(all, "two");
    assertThat(id).startsWith((FIRST.length() + 3) + "-");
    List<String> rest = stream(node.request("old.gz").header("Last-Event-ID", id), "three");
    assertThat(rest).filteredOn(line -> line.startsWith("data: ")).hasSize(1);
    assertThat(get(node.request("old.gz").header("Last-Event-ID", id)).body()).isEqualTo("three\n");
    List<String> tail = stream(node.request("old.gz?cursor=END&skip=-1"), "three");
    assertThat(tail).filteredOn(line -> line.startsWith("data: ")).hasSize(1);

    Files.write(node.file("old.gz"), gzip("other text, " + FIRST + "of another log\n"));
    List<String> other =
        stream(node.request("old.gz").header("Last-Event-ID", id), "of another log");
    assertThat(other).contains(": lost an unknown number of bytes (unknown)");
    assertThat(other).filteredOn(line -> line.startsWith("data: ")).hasSize(2);
  }

  @Test
  void whatIsOnlyNamedAsCompressedIsFollowedAsItIs() throws Exception {
    Files.writeString(node.file("plain.gz"), "one\n");
    HttpResponse<InputStream> answer =
        client.send(
            node.request("plain.gz").header("Accept", "text/event-stream").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      reader.readLine();
      assertThat(reader.readLine()).contains("\"one\"");
      Files.writeString(node.file("plain.gz"), "two\n", StandardOpenOption.APPEND);
      reader.readLine();
      reader.readLine();
      assertThat(reader.readLine()).contains("\"two\"");
    }
  }

  @Test
  void aCompressedFileThatIsMissingIsTold() throws Exception {
    HttpRequest.Builder missing = node.request("gone.gz").header("Accept", "text/event-stream");
    assertThat(get(missing).statusCode()).isEqualTo(404);
  }

  /** The rest of a rotated file that breaks off is no end: the stream is broken off, not silent. */
  @Test
  void aStreamWhoseRotatedFileIsDamagedIsBrokenOff() throws Exception {
    Files.writeString(node.file("stdout"), FIRST + "two\n");
    String id = id(stream(node.request("stdout"), "two"), "two");
    StringBuilder text = new StringBuilder(FIRST + "two\n");
    Random random = new Random(1);
    while (text.length() < 1 << 20) {
      text.append(random.nextLong()).append('\n');
    }
    byte[] whole = gzip(text.toString());
    Files.write(node.file("stdout.1.gz"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(node.file("fresh"), "a new log\n");
    Files.move(node.file("fresh"), node.file("stdout"), StandardCopyOption.REPLACE_EXISTING);
    HttpResponse<InputStream> answer =
        client.send(
            node.request("stdout")
                .header("Last-Event-ID", id)
                .header("Accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body)
          .satisfies(one -> {
            try {
              one.readAllBytes();
              throw new AssertionError("ended as if it were whole");
            } catch (IOException brokenOff) {
              assertThat(brokenOff).isNotNull();
            }
          });
    }
  }
}
