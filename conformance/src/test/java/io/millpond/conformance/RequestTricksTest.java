package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.AGENT;
import static io.millpond.conformance.GeneratedAgent.AGENT_LOGS;
import static io.millpond.conformance.GeneratedAgent.FIVE;
import static io.millpond.conformance.GeneratedAgent.RUN;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static io.millpond.conformance.Visitors.Tenant.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ways to come past a guard: by another spelling of the path, another method, another place for the
 * credentials, or two of them.
 */
class RequestTricksTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GuardedNode::prepareClosed);

  private static Map<String, String> variables = Map.of();

  private static final String LOGS_TOKEN = Visitors.dcos(Visitors.LOGS_USER, 3_600);
  private static final String AGENT_TOKEN = Visitors.dcos(Visitors.AGENT_USER, 3_600);

  @BeforeAll
  static void make() {
    variables = GuardedNode.variables(SERVER, Guard.AIDP_SIGNED.granted());
    GuardedNode.register(SERVER, Guard.ADMIN.granted());
  }

  /** Spellings of a path, most of which lead nowhere. */
  static Stream<String> spellings() {
    String rest = "/logs/v2" + RUN + "/five";
    return Stream.of(
        AGENT_LOGS + RUN + "/five",
        "/system/v1/%61gent/" + AGENT + rest,
        "/system/v1/%61%67%65%6e%74/" + AGENT + rest,
        "/system/v1/%41gent/" + AGENT + rest,
        "/system/v1/agent%2F" + AGENT + rest,
        "/system/v1%2Fagent/" + AGENT + rest,
        "/system/v1/agent;x=y/" + AGENT + rest,
        "/system/v1;x/agent/" + AGENT + rest,
        "/system/v1/;/agent/" + AGENT + rest,
        "/system/v1//agent/" + AGENT + rest,
        "//system/v1/agent/" + AGENT + rest,
        "/system//v1/agent/" + AGENT + rest,
        "/system/v1/./agent/" + AGENT + rest,
        "/system/v1/%2e/agent/" + AGENT + rest,
        "/system/v1/logs/../agent/" + AGENT + rest,
        "/system/v1/logs/%2e%2e/agent/" + AGENT + rest,
        "/system/v1/logs/.%2E/agent/" + AGENT + rest,
        "/system/v1/logs%2F..%2Fagent/" + AGENT + rest,
        "/system/v1/logs/..;/agent/" + AGENT + rest,
        "/system/v1/agent/" + AGENT + "/../../logs/v2" + RUN + "/five",
        "/system/v1/agent/%2e%2e/logs/v2" + RUN + "/five",
        "/system/v1/agent/..;/logs/v2" + RUN + "/five",
        "/system/v1/Agent/" + AGENT + rest,
        "/SYSTEM/v1/agent/" + AGENT + rest,
        "/%73ystem/v1/agent/" + AGENT + rest,
        "/system/v1/%6cogs/v2" + RUN + "/five",
        "/system/v1/logs/v2" + RUN + "/%66ive",
        "/system/v1/logs%00/v2" + RUN + "/five",
        "/system/v1\\agent/" + AGENT + rest,
        "/system/v1/%5cagent/" + AGENT + rest,
        "http://localhost/system/v1/agent/" + AGENT + rest,
        "http://localhost/system/v1/%61gent/" + AGENT + rest,
        "http://x/system/v1/logs/v2/../../agent/" + AGENT + rest,
        SANDBOX + "/five?x=/system/v1/agent/" + AGENT,
        SANDBOX + "/five;/system/v1/agent/",
        "/system/v1/leader/mesos/logs/v2" + RUN + "/five",
        "/system/v1/%6ceader/mesos/logs/v2" + RUN + "/five");
  }

  /** Whoever is answered has the permission of the prefix that answers, however it is spelled. */
  @ParameterizedTest
  @MethodSource("spellings")
  void thePermissionIsThatOfTheRouteThatAnswers(String target) {
    RawResponse byLogs = SERVER.get(target, "Authorization: token=" + LOGS_TOKEN);
    RawResponse byAgent = SERVER.get(target, "Authorization: token=" + AGENT_TOKEN);
    RawResponse byNobody = SERVER.get(target);
    assertThat(byNobody.status()).as("%s", byNobody).isIn(400, 401);
    for (RawResponse answer : List.of(byLogs, byAgent, byNobody)) {
      assertThat(answer.status()).as("%s", answer).isIn(200, 301, 400, 401, 403, 404);
      assertThat(answer.text().contains(FIVE)).isEqualTo(answer.status() == 200);
    }
    String path = target.replaceFirst("^http://[^/]*", "").replaceFirst("[?].*", "");
    boolean isAgents = path.matches("/system/v1/(%61|a)(%67|g)(%65|e)(%6e|n)(%74|t)/.*");
    assertThat(isAgents ? byLogs.status() : byAgent.status())
        .as("not granted: %s, %s", byLogs, byAgent)
        .isNotEqualTo(200);
  }

  /** A route and one of its guards. */
  record Guarded(RouteCase one, Guard guard) {
    String target() {
      return one.target(variables);
    }

    List<String> credentials(String method, String target) {
      return guard.granted().of(method, target, one.body());
    }

    RawResponse send(String method, String target, List<String> headers) {
      return SERVER.send(method, target, one.body(), headers);
    }

    @Override
    public String toString() {
      return one.route + " " + guard;
    }
  }

  static Stream<Guarded> guarded() {
    return RouteCases.all().stream()
        .flatMap(one ->
            one.guards.stream()
                .filter(guard -> guard != Guard.OPEN && guard != Guard.LINK)
                .map(guard -> new Guarded(one, guard)));
  }

  private static void assertNobody(Guarded place, RawResponse answer) {
    assertThat(answer.status()).as("%s -> %s", place, answer).isEqualTo(401);
  }

  /** By whatever method: nobody is told anything but that they are nobody. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("guarded")
  void everyMethodIsGuarded(Guarded place) {
    for (String method :
        List.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "POST", "DELETE", "PATCH", "get", "X")) {
      RawResponse answer = place.send(method, place.target(), List.of("X-Secret: s3cr3t"));
      assertNobody(place, answer);
      assertThat(answer.text()).as(method).doesNotContain("s3cr3t");
    }
    for (String override : List.of("X-HTTP-Method-Override", "X-Original-URL", "X-Rewrite-URL")) {
      assertNobody(
          place,
          place.send(place.one().route.method(), place.target(), List.of(override + ": /healthz")));
    }
  }

  /** Who may GET sees by HEAD what it would, and by TRACE nothing of what was sent. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("guarded")
  void traceTellsNothing(Guarded place) {
    List<String> headers = new ArrayList<>(place.credentials("TRACE", place.target()));
    RawResponse answer = place.send("TRACE", place.target(), headers);
    assertThat(answer.status()).as("%s", answer).isIn(404, 405);
    assertThat(answer.text()).doesNotContain("eyJ", "mp_", "signature=");
  }

  /** A secret counts in the header and nowhere else, and only once. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("guarded")
  void credentialsCountInOnePlace(Guarded place) {
    String method = place.one().route.method();
    List<String> good = new ArrayList<>(place.credentials(method, place.target()));
    String line =
        good.stream().filter(one -> one.startsWith("Authorization: ")).findFirst().orElseThrow();
    String value = line.substring("Authorization: ".length());
    String token = value.replaceFirst("^(Bearer |token=)", "");
    if (place.guard() != Guard.AIDP_SIGNED) {
      for (String name : List.of("access_token", "token", "Authorization", "auth")) {
        String more = (place.target().contains("?") ? "&" : "?") + name + "=" + token;
        assertNobody(place, place.send(method, place.target() + more, List.of()));
      }
    }
    for (String other :
        List.of(
            "Proxy-Authorization: " + value,
            "X-Authorization: " + value,
            "X-Forwarded-User: root",
            "Cookie: Authorization=" + token,
            "Cookie: access_token=" + token)) {
      List<String> headers = new ArrayList<>(good);
      headers.set(headers.indexOf(line), other);
      assertNobody(place, place.send(method, place.target(), headers));
    }
    if (!place.guard().toString().startsWith("DC/OS")) {
      List<String> cookie = new ArrayList<>(good);
      cookie.set(cookie.indexOf(line), "Cookie: dcos-acs-auth-cookie=" + token);
      assertNobody(place, place.send(method, place.target(), cookie));
    }
    for (String second : List.of(line, "authorization: Bearer x", "AUTHORIZATION: ")) {
      List<String> headers = new ArrayList<>(good);
      headers.add(second);
      assertNobody(place, place.send(method, place.target(), headers));
      headers.remove(headers.size() - 1);
      headers.addFirst(second);
      assertNobody(place, place.send(method, place.target(), headers));
    }
  }

  /** Header names have no case, and neither have the names of schemes. */
  static Stream<Arguments> accepted() {
    String jwt = Visitors.jwt(Visitors.Tenant.OURS, Visitors.USER);
    return Stream.of(
        Arguments.of(SANDBOX + "/five", "authorization: token=" + LOGS_TOKEN),
        Arguments.of(SANDBOX + "/five", "AUTHORIZATION: bearer " + jwt),
        Arguments.of(SANDBOX + "/five", "cookie: dcos-acs-auth-cookie=" + LOGS_TOKEN),
        Arguments.of(FabricCatalog.SESSION, "aUTHORIZATION: BEARER " + jwt),
        Arguments.of(AidpPlatform.path("/defaultCluster"), "authorization: BeArEr  " + jwt));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void headersHaveNoCase(String target, String header) {
    assertThat(SERVER.get(target, header).status()).isEqualTo(200);
  }

  /** Tokens by somebody who would be the user, with all that a header can say of its key. */
  static Stream<String> forged() {
    TokenKey forger = new TokenKey("ours");
    String claims = Visitors.claims(OURS, Visitors.USER, Visitors.AUDIENCE, 3_600, "");
    String jwk = forger.jwks().replaceAll("^\\{\"keys\":\\[|]}$", "");
    String theirs = "{\"alg\":\"RS256\",\"kid\":\"theirs\"}";
    return Stream.of(
        forger.sign(claims),
        forger.unsigned(claims),
        OURS.key().confuse(claims),
        forger.sign("{\"alg\":\"RS256\"}", claims),
        forger.sign("{\"alg\":\"RS256\",\"kid\":\"ours\",\"jwk\":" + jwk + "}", claims),
        forger.sign("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", claims),
        forger.sign("{\"alg\":\"RS256\",\"kid\":\"../../../dev/null\"}", claims),
        OURS.key().sign("{\"alg\":\"rs256\",\"kid\":\"ours\"}", claims),
        OURS.key().sign("{\"alg\":\"RS512\",\"kid\":\"ours\"}", claims),
        OURS.key().sign("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"ours\"}", claims),
        OURS.key().sign("{\"alg\":\"RS256\",\"kid\":\"ours\",\"crit\":[\"x\"],\"x\":1}", claims),
        // Another issuer's key for our issuer's token, and its own token for our tenant's user.
        Visitors.Tenant.THEIRS.key().sign(theirs, claims),
        Visitors.Tenant.THEIRS
            .key()
            .sign(theirs, claims.replace(OURS.issuer(), Visitors.Tenant.THEIRS.issuer())),
        // The name of one scheme in a token of another.
        OURS.key().sign("{\"uid\":\"logs\"}"),
        OURS.key().sign(claims.replace("}", ",\"oid\":\"" + Visitors.ADMIN + "\"}")));
  }

  /** All at once: those of keys that nobody knows wait until the keys have been fetched again. */
  @Test
  void forgedTokensAreNobodys() throws Exception {
    List<Callable<RawResponse>> requests =
        forged()
            .flatMap(token ->
                Stream.of(
                        SANDBOX + "/five",
                        FabricCatalog.SESSION,
                        AidpPlatform.path("/defaultCluster"),
                        AdminClient.WORKSPACES)
                    .<Callable<RawResponse>>map(
                        target -> () -> SERVER.get(target, "Authorization: Bearer " + token)))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<RawResponse> answer : threads.invokeAll(requests)) {
        assertThat(answer.get().status()).as("%s", answer.get()).isEqualTo(401);
      }
    }
  }

  /** Keys that a token points to are not fetched. */
  @Test
  void nobodyIsAskedForTheKeysOfAToken() throws IOException {
    try (ServerSocketChannel elsewhere = ServerSocketChannel.open()) {
      elsewhere.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      elsewhere.configureBlocking(false);
      String url = "http://127.0.0.1:" + elsewhere.socket().getLocalPort() + "/keys";
      String token =
          new TokenKey("ours")
              .sign(
                  "{\"alg\":\"RS256\",\"kid\":\"ours\",\"jku\":\"%s\",\"x5u\":\"%s\"}"
                      .formatted(url, url),
                  Visitors.claims(OURS, Visitors.USER, Visitors.AUDIENCE, 3_600, ""));
      assertThat(SERVER.get(FabricCatalog.SESSION, "Authorization: Bearer " + token).status())
          .isEqualTo(401);
      assertThat(elsewhere.accept()).isNull();
    }
  }
}
