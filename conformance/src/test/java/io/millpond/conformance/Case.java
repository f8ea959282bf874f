package io.millpond.conformance;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One row of a table: a request and what the answer must be. What every answer must be (a request
 * id, no sniffing, no path of this machine) is checked on every row without being written there. A
 * failure shows the request, each expectation that was not met, and the answer.
 */
final class Case {
  private record Check(String expectation, Predicate<RawResponse> met) {
    /** What is not even of the form that is looked into does not meet it. */
    boolean isMet(RawResponse answer) {
      try {
        return met.test(answer);
      } catch (JacksonException noJson) {
        return false;
      }
    }
  }

  private final String name;
  private final String method;
  private final String target;
  private final List<String> headers = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private String sent = "";

  private Case(String name, String method, String target) {
    this.name = name;
    this.method = method;
    this.target = target;
    checks.addAll(EVERY_ANSWER);
  }

  static Case get(String name, String target) {
    return of(name, "GET", target);
  }

  static Case of(String name, String method, String target) {
    return new Case(name, method, target)
        .expect("an X-Request-Id", r -> !r.headerOrEmpty("x-request-id").isBlank());
  }

  /** A request of the Fabric dialect, which names its requests by UUIDs in two headers. */
  static Case fabric(String name, String target) {
    return fabric(name, "GET", target);
  }

  static Case fabric(String name, String method, String target) {
    return new Case(name, method, target)
        .expect(
            "a UUID as requestId and x-ms-request-id",
            r ->
                r.headerOrEmpty("requestid").matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                    && r.headerOrEmpty("requestid").equals(r.headerOrEmpty("x-ms-request-id")));
  }

  /** A request of the AIDP dialect, whose id has three parts. */
  static Case aidp(String name, String method, String target) {
    return new Case(name, method, target)
        .headerMatches("opc-request-id", "[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/[0-9A-F]{32}");
  }

  Case header(String line) {
    headers.add(line);
    return this;
  }

  /** A body to be sent, as JSON. */
  Case sending(String body) {
    sent = body;
    return this;
  }

  Case accept(String value) {
    return header("Accept: " + value);
  }

  Case expect(String expectation, Predicate<RawResponse> met) {
    checks.add(new Check(expectation, met));
    return this;
  }

  Case status(Integer... allowed) {
    List<Integer> statuses = Arrays.asList(allowed);
    return expect("status " + statuses, r -> statuses.contains(r.status()));
  }

  /** The exact body, as UTF-8. */
  Case body(String text) {
    return bodyBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  Case bodyBytes(byte[] bytes) {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    String shown = Quote.of(new String(bytes, StandardCharsets.UTF_8));
    return expect("body " + shown, r -> r.latin1().equals(latin1));
  }

  Case bodyMatches(String regex) {
    Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
    return expect("body like " + regex, r -> pattern.matcher(r.text()).matches());
  }

  Case type(String contentType) {
    return expect("Content-Type " + contentType, r -> r.contentType().equals(contentType));
  }

  Case headerIs(String header, String value) {
    return expect(header + ": " + value, r -> r.headerOrEmpty(header).equals(value));
  }

  Case headerMatches(String header, String regex) {
    return expect(header + " like " + regex, r -> r.headerOrEmpty(header).matches(regex));
  }

  Case noHeader(String header) {
    return expect("no " + header, r -> r.header(header).isEmpty());
  }

  /** An error of this dialect: a short text and its status. */
  Case error(Integer... allowed) {
    return status(allowed)
        .type("text/plain;charset=utf-8")
        .expect("a message that ends with a newline", r -> r.text().matches("(?s).*\\S.*\n"))
        .expect("no markup", r -> !r.text().contains("<html"));
  }

  /** An error of the Fabric dialect: a JSON object with a code, which a header repeats. */
  Case fabricError(int status, String code) {
    return status(status)
        .headerIs("x-ms-public-api-error-code", code)
        .expect("JSON", r -> r.contentType().startsWith("application/json"))
        .expect(
            "an ErrorResponse of code " + code,
            r -> {
              JsonNode body = Json.parse(r.text());
              return body.path("errorCode").asString("").equals(code)
                  && body.path("requestId").asString("").equals(r.headerOrEmpty("requestid"))
                  && !body.path("message").asString("").isBlank();
            });
  }

  /** An error of the AIDP dialect: a JSON object of a code and a message. */
  Case aidpError(int status, String code) {
    return status(status)
        .type("application/json")
        .expect(
            "an error of code " + code,
            r -> {
              JsonNode body = Json.parse(r.text());
              return body.path("code").asString("").equals(code)
                  && !body.path("message").asString("").isBlank()
                  && body.size() == 2;
            });
  }

  void run(MillpondServer server) {
    RawResponse answer = server.send(method, target, sent, headers);
    List<String> unmet =
        checks.stream().filter(c -> !c.isMet(answer)).map(Check::expectation).toList();
    if (!unmet.isEmpty()) {
      fail(
          "%s%n  request:  %s %s %s%n  expected: %s%n  actual:   %s",
          name, method, target, headers, String.join("\n            ", unmet), answer);
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static final List<Check> EVERY_ANSWER =
      List.of(
          new Check(
              "X-Content-Type-Options: nosniff",
              r -> r.headerOrEmpty("x-content-type-options").equalsIgnoreCase("nosniff")),
          new Check(
              "no Access-Control-Allow-Origin",
              r -> r.header("access-control-allow-origin").isEmpty()),
          new Check(
              "no HTML but the body of a redirect",
              r -> r.status() / 100 == 3 || !r.contentType().contains("html")),
          new Check("no path of this machine", Case::showsNoPath),
          new Check("nothing from outside the root", r -> !r.text().contains(Scratch.CANARY)));

  private static boolean showsNoPath(RawResponse response) {
    return !response.text().contains(Scratch.MARK)
        && !response.headers().toString().contains(Scratch.MARK);
  }
}
