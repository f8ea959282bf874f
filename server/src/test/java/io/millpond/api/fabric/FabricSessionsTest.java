package io.millpond.api.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.catalog.Session;
import io.millpond.clusters.history.HistoryServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FabricSessionsTest extends FabricServer {
  @Test
  void aSession() throws Exception {
    assertThat(body(ITEM + "/livySessions/" + LIVY))
        .startsWith(
            "{\"sparkApplicationId\":\""
                + APP
                + "\",\"state\":\"Succeeded\",\"livyId\":\""
                + LIVY
                + "\",\"origin\":\"SubmittedJob\",\"attemptNumber\":2,\"livyName\":\"a notebook\","
                + "\"submitter\":{\"id\":\"")
        .contains(
            "\"type\":\"User\",\"displayName\":\"ann\"},\"item\":{\"workspaceId\":\"" + WORKSPACE,
            "\"itemType\":\"Notebook\",\"itemName\":\"Sales\",\"jobType\":\"JupyterSession\"",
            "\"submittedDateTime\":\"2025-03-05T10:30:30Z\"",
            "\"endDateTime\":\"2025-03-05T11:30:30Z\"",
            "\"totalDuration\":{\"value\":3600,\"timeUnit\":\"Seconds\"}",
            "\"livySessionItemResourceUri\":\"https://logs.example.com" + ITEM + "/livySessions/")
        .doesNotContain("null");
  }

  @Test
  void sessionsArePagedNewestFirst() throws Exception {
    for (int i = 0; i < Limits.SESSIONS_PER_PAGE; i++) {
      sessions.add(new Session(new UUID(1, i), NOTEBOOK, "testing", List.of(), Optional.empty()));
    }
    String list = "/v1/workspaces/" + WORKSPACE + "/spark/livySessions";
    String first = body(list);
    assertThat(first).startsWith("{\"value\":[{\"sparkApplicationId\":\"" + APP);
    String uri = after(first, "\"continuationUri\":\"");
    assertThat(uri).startsWith("https://logs.example.com" + list + "?continuationToken=");
    String second = body(uri.substring("https://logs.example.com".length()));
    assertThat(second.split("\"livyId\"", -1)).hasSize(2);
    assertThat(second).doesNotContain("continuation").contains("\"state\":\"NotStarted\"");
    assertThat(body(ITEM + "/livySessions")).isEqualTo(first.replace(list, ITEM + "/livySessions"));
    assertThat(get(list + "?continuationToken=rubbish").body())
        .contains("InvalidContinuationToken");
    assertThat(body("/v1/workspaces/" + OTHER + "/spark/livySessions")).isEqualTo("{\"value\":[]}");
  }

  private static String after(String text, String start) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf('"', from));
  }

  @Test
  void sparksOwnRoutesArePassedOnWithTheAttempt() throws Exception {
    String jobs = A + "/jobs/17";
    assertThat(get(jobs).body()).contains("EndpointNotFound", "No Spark history server");
    List<String> asked = new CopyOnWriteArrayList<>();
    com.sun.net.httpserver.HttpServer history =
        com.sun.net.httpserver.HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    history.createContext(
        "/",
        one -> {
          asked.add(one.getRequestURI() + " " + one.getRequestHeaders().get("Authorization"));
          boolean known =
              one.getRequestURI().getPath().equals("/api/v1/applications/" + APP + "/2/jobs/17");
          one.getResponseHeaders().add("Content-Type", known ? "application/json" : "text/plain");
          byte[] body = (known ? "{}" : "no such app: " + APP).getBytes(StandardCharsets.UTF_8);
          one.sendResponseHeaders(known ? 200 : 404, body.length);
          one.getResponseBody().write(body);
          one.close();
        });
    history.start();
    URI url = URI.create("http://127.0.0.1:" + history.getAddress().getPort());
    try (HistoryServer asks = new HistoryServer(url)) {
      server.close();
      historyServers = Map.of("testing", asks);
      serve();
      assertThat(body(jobs + "?status=failed")).isEqualTo("{}");
      assertThat(asked)
          .containsExactly("/api/v1/applications/" + APP + "/2/jobs/17?status=failed null");
      assertThat(get(A + "/1/jobs/17").body()).contains("EntityNotFound").doesNotContain("no such");
      assertThat(asked.getLast()).contains(APP + "/1/jobs/17");
      assertThat(get(A + "/9/jobs/17").statusCode()).isEqualTo(404);
      assertThat(get(A + "/x/jobs/17").statusCode()).isEqualTo(400);
      assertThat(get(A + "/jobs/%2e%2e").statusCode()).isNotEqualTo(200);
      assertThat(get(A + "/resourceUsage").body()).contains("EndpointNotFound");
      assertThat(get(A + "/stages").body()).contains("EntityNotFound");
      assertThat(asked.getLast()).startsWith("/api/v1/applications/" + APP + "/stages");
      history.stop(0);
      assertThat(get(jobs).statusCode()).isEqualTo(503);
    } finally {
      history.stop(0);
    }
  }

  @Test
  void unknownRoutesAndMethods() throws Exception {
    assertThat(get("/v1/rubbish").body()).contains("EndpointNotFound");
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + A + "/logs"))
                .DELETE()
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).startsWith("{\"requestId\":\"");
  }
}
