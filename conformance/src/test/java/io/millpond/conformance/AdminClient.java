package io.millpond.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An administrator: requests with JSON bodies. */
final class AdminClient {
  static final String WORKSPACES = "/admin/v1/workspaces";

  private final URI base;

  AdminClient(URI base) {
    this.base = base;
  }

  static String workspace(String id) {
    return WORKSPACES + "/" + id;
  }

  static String item(String workspace, String id) {
    return workspace(workspace) + "/items/" + id;
  }

  static String session(String workspace, String item, String id) {
    return item(workspace, item) + "/sessions/" + id;
  }

  RawResponse get(String target, String... headers) {
    return send("GET", target, "", headers);
  }

  RawResponse delete(String target) {
    return send("DELETE", target, "");
  }

  RawResponse put(String target, String json) {
    return send("PUT", target, json, "Content-Type: application/json");
  }

  RawResponse post(String target, String json) {
    return send("POST", target, json, "Content-Type: application/json");
  }

  /** One request on a connection of its own, with a body where there is one. */
  RawResponse send(String method, String target, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(headers));
    if (bytes.length > 0) {
      all.add("Content-Length: " + bytes.length);
    }
    try (RawConnection connection = RawConnection.open(base)) {
      connection.send(RawConnection.request(method, target, all));
      connection.send(bytes);
      return connection.receive(method);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + target + ": " + e.getMessage(), e);
    }
  }
}
