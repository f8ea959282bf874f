package io.millpond.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a Keycloak: an issuer, with what its clients ask for and its administrator does. */
record KeycloakRealm(Keycloak provider, String name) {
  private static final String KEY_TYPE = "org.keycloak.keys.KeyProvider";

  /** The id of a user, a client's account or a group: for a name always the same. */
  String id(String user) {
    return UUID.nameUUIDFromBytes((name + "/" + user).getBytes(UTF_8)).toString();
  }

  String issuer() {
    return provider.base() + "/realms/" + name;
  }

  /** Where its keys are published. */
  String keys() {
    return issuer() + "/protocol/openid-connect/certs";
  }

  /** A new token of a client for itself. */
  String token(String client) {
    return ask(name, client, Map.of("grant_type", "client_credentials"))
        .path("access_token")
        .asString();
  }

  /** New tokens of a user at a client: {@code access_token} and others. */
  JsonNode login(String client, String user) {
    return ask(name, client, login(user));
  }

  private static Map<String, String> login(String user) {
    return Map.of(
        "grant_type", "password", "scope", "openid", "username", user, "password", Keycloak.SECRET);
  }

  private JsonNode ask(String realm, String client, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return Json.parse(
        provider
            .send(
                "POST",
                "/realms/" + realm + "/protocol/openid-connect/token",
                body + "&client_id=" + client + "&client_secret=" + Keycloak.SECRET,
                "Content-Type: application/x-www-form-urlencoded")
            .text());
  }

  private RawResponse administer(String method, String target, String json) {
    String token =
        ask("master", "admin-cli", login(Keycloak.ADMINISTRATOR)).path("access_token").asString();
    return provider.send(
        method,
        "/admin/realms/" + name + target,
        json,
        "Authorization: Bearer " + token,
        "Content-Type: application/json");
  }

  /** The component that has the key which tokens are signed with by default. */
  String signingKey() {
    JsonNode keys = Json.parse(administer("GET", "/keys", "").text());
    String active = keys.path("active").path("RS256").asString();
    for (JsonNode key : keys.path("keys")) {
      if (key.path("kid").asString().equals(active)) {
        return key.path("providerId").asString();
      }
    }
    throw new AssertionError("no key of RS256 in " + keys);
  }

  /**
   * Has it make a key that tokens are signed with from now on.
   *
   * @param priority higher than that of every key it has; its first has 100
   */
  void addKey(int priority) {
    administer(
        "POST",
        "/components",
        """
        {"name": "key %d", "providerId": "rsa-generated", "providerType": "%s",
         "config": {"priority": ["%d"], "keySize": ["2048"], "algorithm": ["RS256"]}}
        """
            .formatted(priority, KEY_TYPE, priority));
  }

  /** Has a key published no more, though it is kept. */
  void disableKey(String component) {
    ObjectNode key =
        (ObjectNode) Json.parse(administer("GET", "/components/" + component, "").text());
    key.withObject("config").putArray("enabled").add("false");
    administer("PUT", "/components/" + component, key.toString());
  }

  void deleteKey(String component) {
    administer("DELETE", "/components/" + component, "");
  }
}
