package io.millpond.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Asks for exports and waits for them. Safe for use by many threads. */
final class Exporter implements AutoCloseable {
  static final String PLATFORM = "ocid1.aidataplatform.oc1.iad.bench";

  private static final String PATH = "/20260430/aiDataPlatforms/" + PLATFORM;
  private static final String DOWNLOAD = PATH + "/workspaces/ws/clusters/etl/actions/downloadLogs";
  private static final String OPERATION_HEADER = "aidp-async-operation-key";
  private static final String LINK_HEADER = "datalake-cluster-log-par-url";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  Exporter(Server server) {
    base = "http://127.0.0.1:" + server.port();
  }

  /** An export that was accepted. */
  record Started(String key, URI link) {}

  /** Asks for what is of a level and a thread in a window. */
  Started start(Instant from, Instant to) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + DOWNLOAD))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(from, to)))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return new Started(header(answer, OPERATION_HEADER), URI.create(header(answer, LINK_HEADER)));
  }

  /** The same as a request that can be sent by anybody. */
  static String request(Instant from, Instant to) {
    String body = body(from, to);
    return "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(DOWNLOAD)
        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
  }

  /** What became of it. */
  static Started started(Burst.Answer answer) throws IOException {
    return new Started(answer.header(OPERATION_HEADER), URI.create(answer.header(LINK_HEADER)));
  }

  private static String body(Instant from, Instant to) {
    return """
    {"timeBegin":"%s","timeEnd":"%s","logContentTypeContains":"e","logLevel":"ERROR",\
    "thread":"%s"}\
    """
        .formatted(from, to, ExportLogs.THREAD);
  }

  private static String header(HttpResponse<?> answer, String name) throws IOException {
    return answer.headers().firstValue(name).orElseThrow(() -> new IOException("no " + name));
  }

  /** Waits until it has succeeded: its link answers as soon as it has, or half a minute later. */
  void await(Started started) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(started.link())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
      JsonNode operation =
          MAPPER.readTree(get(URI.create(base + PATH + "/asyncOperations/" + started.key())));
      if (!operation.path("status").asString().equals("IN_PROGRESS")) {
        throw new IOException("the export has " + operation.path("status"));
      }
    }
  }

  /** The file. */
  String text(Started started) throws IOException, InterruptedException {
    return get(started.link());
  }

  private String get(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
