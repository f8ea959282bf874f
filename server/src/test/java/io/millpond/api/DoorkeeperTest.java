package io.millpond.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scheme;
import io.millpond.http.ConnectionLimits;
import io.millpond.http.Cors;
import io.millpond.http.Exchange;
import io.millpond.http.Followers;
import io.millpond.http.HttpServer;
import io.millpond.http.Problem;
import io.millpond.http.Route;
import io.millpond.http.TestingDialect;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DoorkeeperTest {
  private static final String COOKIE = "token-cookie";

  private final List<Identity> told = new ArrayList<>();

  /** Has a doorkeeper look twice at a request that has these headers. */
  private void look(Access access, Function<Exchange, Credentials> credentials, String... headers)
      throws Exception {
    Doorkeeper doorkeeper = new Doorkeeper(access);
    Route route =
        new Route(
            "/",
            Route.Pace.FILE,
            exchange -> {
              told.add(doorkeeper.identify(exchange, credentials));
              exchange.beforeBlocking();
              told.add(doorkeeper.identify(exchange, credentials));
              exchange.sendText(200, "");
            });
    try (HttpServer server =
            new HttpServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                List.of(new TestingDialect(List.of(route))),
                new Cors(List.of()),
                new Followers(),
                new SimpleMeterRegistry(),
                new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
                OutputStream.nullOutputStream());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
              .header("Range", "bytes=0-1");
      if (headers.length > 0) {
        request.headers(headers);
      }
      assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  private static Access closed() {
    return Access.closed(List.of(), new GrantBook(Grants.NONE), InstantSource.system());
  }

  private static Credentials cookie(Exchange exchange) {
    return RequestCredentials.tokenOrCookie(exchange, COOKIE, Set.of(Scheme.DCOS));
  }

  @Test
  void whoAsksIsFoundOutOnce() throws Exception {
    look(closed(), RequestCredentials::any, "Authorization", "Bearer x");
    assertThat(told).hasSizeGreaterThan(1).allSatisfy(one -> assertThat(one).isSameAs(told.get(0)));
    assertThat(told.getFirst()).isInstanceOf(Identity.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "token-cookie=abc, true",
    "'a=b; token-cookie=abc; c=d', true",
    "token-cookie=, false",
    "token-cookies=abc, false",
    "x-token-cookie=abc, false",
    "token-cookie, false"
  })
  void theNamedCookieCountsAndNoOther(String cookie, boolean counts) throws Exception {
    look(closed(), DoorkeeperTest::cookie, "Cookie", cookie);
    assertThat(told.getFirst() instanceof Identity.Invalid).isEqualTo(counts);
    told.clear();
    look(closed(), RequestCredentials::any, "Cookie", cookie);
    assertThat(told.getFirst()).isInstanceOf(Identity.Missing.class);
  }

  @Test
  void whileNotAllGrantsAreKnownARefusalIsPutOff() {
    GrantBook grants = new GrantBook(new Grants(Map.of("local:a", Set.of(Permission.SUPERUSER))));
    Doorkeeper doorkeeper =
        new Doorkeeper(Access.closed(List.of(), grants, InstantSource.system()));
    Question question =
        new Question(Permission.DCOS_SYSTEM_LOGS, new Resource(Resource.Kind.COMPONENT, "/"));
    Caller known = new Caller.Known("local:a", Instant.MAX);
    Caller other = new Caller.Known("local:b", Instant.MAX);
    assertThat(doorkeeper.mayKnowOf(other, question)).isFalse();
    grants.awaitMade();
    assertThat(doorkeeper.mayKnowOf(known, question)).isTrue();
    assertThat(doorkeeper.mayNow(List.of("local:a"), question)).isTrue();
    assertThatThrownBy(() -> doorkeeper.mayKnowOf(other, question))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    assertThatThrownBy(() -> doorkeeper.mayNow(List.of("local:b"), question))
        .isInstanceOf(Problem.class);
    grants.replaceMade(new Grants(Map.of("local:b", Set.of(Permission.SUPERUSER))));
    assertThat(doorkeeper.mayKnowOf(other, question)).isTrue();
  }

  @Test
  void withoutCredentialsRequiredEverybodyIsLetIn() throws Exception {
    look(Access.open(), RequestCredentials::any);
    assertThat(told.getFirst()).isEqualTo(new Identity.Known(Caller.ANONYMOUS));
  }
}
