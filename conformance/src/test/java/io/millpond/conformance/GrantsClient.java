package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/**
 * An administrator of grants.
 *
 * @param root the header that says who they are
 */
record GrantsClient(AdminClient client, String root) {
  static final String GRANTS = "/admin/v1/grants";

  /** The only grant of a configuration where this administrator is the only one. */
  static final String ROOT = "{principal: \"local:root\", allow: [\"millpond:admin\"]}";

  GrantsClient(URI base, String root) {
    this(new AdminClient(base), root);
  }

  /** A configuration without credentials, with them and with these grants. */
  static String closed(String open, String grants) {
    return open.replace("auth: {required: false}", "auth: {grants: [" + grants + "]}");
  }

  RawResponse put(String target, String body) {
    return client.send("PUT", target, body, "Content-Type: application/json", root);
  }

  /** Grants one permission. */
  RawResponse allow(String target, String permission) {
    return put(target, "{\"allow\": [\"" + permission + "\"]}");
  }

  RawResponse delete(String target) {
    return client.send("DELETE", target, "", root);
  }

  RawResponse get(String target) {
    return client.get(target, root);
  }

  static void expect(RawResponse answer, int status, String code) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.text()).startsWith("{\"code\":\"" + code + "\",");
  }
}
