package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody may not read looks like what is not there, on every route that names something: the
 * same status, headers and bytes, and about the same time.
 */
class NoOracleTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GuardedNode::prepareClosed);

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

  /** Words of the API, not names of what is there. */
  private static final Set<String> WORDS = Set.of("kind", "rest", "document");

  private static final Set<String> OF_A_REQUEST =
      Set.of("date", "x-request-id", "requestid", "x-ms-request-id", "opc-request-id");

  /** What is there, and whose it is not. */
  private static final Map<String, String> HIDDEN = new HashMap<>();

  @BeforeAll
  static void make() {
    HIDDEN.putAll(GuardedNode.variables(SERVER, Guard.AIDP_SIGNED.granted()));
    GuardedNode.register(SERVER, Guard.ADMIN.granted());
  }

  /** A route, who asks, and the target of what is hidden. */
  record Place(RouteCase one, String asker, Attempt.Credentials credentials) {
    String hidden() {
      return one.target(HIDDEN);
    }

    /** Targets of the same form that lead to nothing: each name changed, and all of them. */
    List<String> unknown() {
      List<String> names = names(one);
      List<String> targets = new ArrayList<>();
      for (String name : names) {
        targets.add(without(List.of(name)));
      }
      targets.add(without(names));
      return targets;
    }

    private String without(List<String> names) {
      Map<String, String> changes = new LinkedHashMap<>();
      names.forEach(name -> changes.put(name, other(one.value(name, HIDDEN))));
      return one.target(HIDDEN, changes);
    }

    @Override
    public String toString() {
      return one.route + " " + asker;
    }
  }

  private static List<String> names(RouteCase one) {
    Set<String> names = new LinkedHashSet<>();
    VARIABLE
        .matcher(one.route.template())
        .results()
        .map(found -> found.group(1))
        .filter(name -> !WORDS.contains(name))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** A name of the same length and form. */
  private static String other(String name) {
    char first = name.charAt(0);
    return (first == '9' ? '8' : Character.isDigit(first) ? '9' : first == 'e' ? 'f' : 'e')
        + name.substring(1);
  }

  static Stream<Place> places() {
    Attempt.Credentials partly =
        Visitors.bearer(Visitors.jwt(Visitors.Tenant.OURS, Visitors.PARTLY));
    return RouteCases.all().stream()
        .filter(one -> !names(one).isEmpty() && !one.guards.contains(Guard.LINK))
        .flatMap(one ->
            one.guards.stream()
                .filter(guard -> guard != Guard.OPEN)
                .flatMap(guard -> {
                  Place nobody = new Place(one, guard + ", nobody", guard.ungranted());
                  boolean isPartlyHidden =
                      (guard == Guard.FABRIC && names(one).contains("itemId"))
                          || (guard == Guard.AIDP_BEARER
                              && (names(one).contains("clusterKey")
                                  || names(one).contains("asyncOperationKey")));
                  return isPartlyHidden
                      ? Stream.of(nobody, new Place(one, guard + ", of others", partly))
                      : Stream.of(nobody);
                }));
  }

  private static RawResponse ask(Place place, String target) {
    String method = place.one().route.method();
    String body = place.one().body();
    return SERVER.send(method, target, body, place.credentials().of(method, target, body));
  }

  /** All of an answer that does not change from one request to the next. */
  private static String fixed(RawResponse answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
    String body = answer.latin1();
    for (String name : OF_A_REQUEST) {
      body = body.replace(answer.header(name).orElse("\0"), "…");
      headers.remove(name);
    }
    return answer.status() + "\n" + headers + "\n" + body;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void whatIsForbiddenIsAsUnknownAsWhatIsNotThere(Place place) {
    RawResponse hidden = ask(place, place.hidden());
    assertThat(hidden.status()).as("%s is refused: %s", place, hidden).isIn(403, 404);
    for (String unknown : place.unknown()) {
      assertThat(unknown).isNotEqualTo(place.hidden());
      assertThat(fixed(ask(place, unknown))).as("%s%n%s", place, unknown).isEqualTo(fixed(hidden));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  @Tag("slow")
  void andTakesAsLong(Place place) throws IOException {
    String unknown = place.unknown().getLast();
    long[] ofHidden = new long[Limits.ORACLE_REQUESTS];
    long[] ofUnknown = new long[Limits.ORACLE_REQUESTS];
    try (RawConnection connection = RawConnection.open(SERVER.base())) {
      for (int i = -Limits.ORACLE_REQUESTS / 4; i < Limits.ORACLE_REQUESTS; i++) {
        long hidden = nanos(connection, place, place.hidden());
        long other = nanos(connection, place, unknown);
        if (i >= 0) { // before that it warms up
          ofHidden[i] = hidden;
          ofUnknown[i] = other;
        }
      }
    }
    assertThat(median(ofHidden) / median(ofUnknown))
        .as("%s: %.0f ns, unknown %.0f ns", place, median(ofHidden), median(ofUnknown))
        .isBetween(100.0 / Limits.ORACLE_PERCENT, Limits.ORACLE_PERCENT / 100.0);
  }

  private static long nanos(RawConnection connection, Place place, String target)
      throws IOException {
    String method = place.one().route.method();
    String body = place.one().body();
    String request =
        RawConnection.request(
                method,
                target,
                RawConnection.withBody(body, place.credentials().of(method, target, body)))
            + body;
    long begin = System.nanoTime();
    connection.send(request);
    connection.receive(method);
    return System.nanoTime() - begin;
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
