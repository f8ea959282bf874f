package io.millpond.conformance;

import static io.millpond.conformance.AdminClient.WORKSPACES;
import static io.millpond.conformance.AdminClient.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials required and nobody known: nobody administers, whatever they send. */
class AdminClosedTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          AdminTest.prepare(directory)
              .replace("auth: {required: false}", "auth: {required: true}"));

  private final AdminClient admin = new AdminClient(SERVER.base());

  @Test
  void everythingIs401BeforeAnythingElseIsAsked() {
    List<String> targets =
        List.of(WORKSPACES, workspace(AdminTest.CONFIGURED_W), workspace("x"), "/admin/v1/none");
    List<String> credentials =
        List.of("X: y", "Authorization: Bearer abc", "Cookie: dcos-acs-auth-cookie=abc");
    for (String target : targets) {
      for (String line : credentials) {
        for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH")) {
          RawResponse answer = admin.send(method, target, "", line, "Host: evil.example");
          assertThat(answer.status()).as(method + " " + target + " " + line).isEqualTo(401);
          assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        }
      }
    }
    assertThat(admin.send("PUT", WORKSPACES, "x".repeat(100_000)).text())
        .startsWith("{\"code\":\"Unauthenticated\"");
  }
}
