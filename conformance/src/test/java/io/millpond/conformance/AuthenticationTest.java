package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials required and nobody known: every log route is 401 before anything else is asked. */
class AuthenticationTest {
  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(directory ->
          GeneratedAgent.prepare(directory)
              .replace("auth: {required: false}", "auth: {required: true}"));

  static Stream<Case> closed() {
    List<String> targets =
        List.of(
            LOGS + "/component",
            LOGS + "/component/x.service?limit=abc",
            LOGS + "/task/job",
            LOGS + "/task/nobody",
            LOGS + "/task/job/browse",
            LOGS + "/task/job/download",
            SANDBOX + "/five",
            SANDBOX + "/five?cursor=abc",
            SANDBOX + "/gone",
            SANDBOX + "/five/download",
            SANDBOX + "/files/browse",
            AGENT_LOGS + "/component",
            "/system/v1/agent/nobody-S9/logs/v2/component",
            "/system/v1/logs/v2/no/such/route",
            "/nothing",
            "/openapis",
            // Not even where they would lead.
            "/openapi/../system/v1/logs/v2/component",
            "/openapi%2f../system/v1/logs/v2/component",
            "/openapi/..%2fsystem/v1/logs/v2/component");
    List<List<String>> credentials =
        List.of(
            List.of(),
            List.of("Authorization: token=abc"),
            List.of("Authorization: Bearer abc"),
            List.of("Authorization: Basic dXNlcjpwYXNz"),
            List.of("Authorization: "),
            List.of("Authorization: token=" + "a".repeat(4_000)),
            List.of("Authorization: token=eyJhbGciOiJub25lIn0.eyJ1aWQiOiJ4In0."),
            List.of("Cookie: dcos-acs-auth-cookie=abc"));
    return targets.stream()
        .flatMap(target ->
            credentials.stream()
                .map(lines -> {
                  Case row =
                      Case.get("§5 401 " + target + " " + abbreviated(lines), target)
                          .error(401)
                          .headerIs("WWW-Authenticate", "oauthjwt");
                  lines.forEach(row::header);
                  return row;
                }));
  }

  private static String abbreviated(List<String> lines) {
    String all = lines.toString();
    return all.substring(0, Math.min(60, all.length()));
  }

  static Stream<Case> open() {
    return Stream.of(
        Case.get("health", "/healthz").status(200), Case.get("readiness", "/readyz").status(200));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"closed", "open"})
  void answers(Case row) {
    row.run(SERVER);
  }
}
