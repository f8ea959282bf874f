package io.millpond.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a server and looks at the answers; for loads there are others. */
final class WebClient implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  WebClient(Server server) {
    base = "http://127.0.0.1:" + server.port();
  }

  String text(String path) throws IOException, InterruptedException {
    return answer(path, BodyHandlers.ofString());
  }

  byte[] bytes(String path) throws IOException, InterruptedException {
    return answer(path, BodyHandlers.ofByteArray());
  }

  /** The body as it comes; close it. */
  InputStream stream(String path) throws IOException, InterruptedException {
    return answer(path, BodyHandlers.ofInputStream());
  }

  private <T> T answer(String path, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    HttpResponse<T> response = client.send(request, handler);
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode());
    }
    return response.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
