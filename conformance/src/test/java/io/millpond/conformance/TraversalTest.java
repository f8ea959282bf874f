package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FRAMEWORK;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static io.millpond.conformance.GeneratedAgent.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Paths that want out, on every input of every route that resembles a path: each variable and each
 * parameter of the cases of {@link RouteCases}. Canaries lie on every level above what is served;
 * none of their bytes may come back, nor an answer that says the server stumbled.
 */
class TraversalTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(TraversalTest::prepare);

  private static final String EXECUTORS = LOGS + "/task/frameworks/" + FRAMEWORK + "/executors/";

  /** What no single variable of a route makes; the star is where the hostile string goes. */
  private static final List<String> MORE =
      List.of(
          SANDBOX + "/dir%2F*",
          SANDBOX + "/files/browse?path=*",
          EXECUTORS + TASK + "/runs/*/files/browse",
          LOGS + "/task/job/browse?path=*",
          "/*");

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final Pattern PARAMETER = Pattern.compile("(?<=[?&])([A-Za-z]+)=([^&]*)");
  private static final Pattern SECOND_NAME =
      Pattern.compile("^/(api|20240831|system/v1/leader)/|/application/");
  private static final List<Escape> ESCAPES = List.of(Escape.RAW, Escape.ONCE, Escape.TWICE);

  /** A request target with a star in it. */
  private record Place(String method, String target) {}

  private static String prepare(Path directory) throws IOException {
    String config = GuardedNode.prepare(directory);
    for (Path inside :
        List.of(GeneratedAgent.sandbox(directory), directory.resolve("containers/a"))) {
      for (Path at = inside.getParent();
          at != null && at.startsWith(directory);
          at = at.getParent()) {
        Files.writeString(at.resolve("canary.txt"), Scratch.CANARY + "\n");
        Files.writeString(at.resolve("stderr"), Scratch.CANARY + "\n");
      }
    }
    return config;
  }

  /** Where hostile strings go on a route. */
  private static List<Place> places(RouteCase one, Map<String, String> variables) {
    List<Place> places = new ArrayList<>();
    String method = one.route.method();
    Matcher names = VARIABLE.matcher(one.route.template());
    while (names.find()) {
      places.add(new Place(method, one.target(variables, Map.of(names.group(1), "*"))));
    }
    for (String target : one.targets(variables)) {
      Matcher parameters = PARAMETER.matcher(target);
      while (parameters.find()) {
        places.add(
            new Place(
                method,
                target.substring(0, parameters.start(2))
                    + "*"
                    + target.substring(parameters.end(2))));
      }
    }
    assertThat(places).allMatch(place -> place.target().split("[*]", -1).length == 2);
    return places;
  }

  private static Map<String, String> variables(MillpondServer server) {
    Map<String, String> variables =
        new HashMap<>(GuardedNode.variables(server, Attempt.Credentials.NONE));
    variables.put("filename", "canary.txt");
    return variables;
  }

  private static List<Place> more() {
    return MORE.stream().map(target -> new Place("GET", target)).toList();
  }

  @Test
  void aSampleOnEveryPlace() {
    List<String> strings = Corpora.traversals();
    Map<String, String> variables = variables(SERVER);
    List<Place> places = new ArrayList<>(more());
    RouteCases.all().forEach(one -> places.addAll(places(one, variables)));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, List<String>> targets = new TreeMap<>();
    for (int i = 0; i < Limits.QUICK_TRAVERSALS; i++) {
      Place place = places.get(i % places.size());
      targets
          .computeIfAbsent(place.method(), none -> new ArrayList<>())
          .add(
              target(
                  place,
                  ESCAPES.get(random.nextInt(ESCAPES.size())),
                  strings.get(random.nextInt(strings.size()))));
    }
    replay(SERVER, "seed " + seed, targets);
  }

  /** Routes that go by other names, too, by one of them: what handles them is the same. */
  static Stream<RouteCase> routes() {
    return RouteCases.all().stream()
        .filter(one -> one.route.template().contains("{"))
        .filter(one -> !SECOND_NAME.matcher(one.route.template()).find());
  }

  /** By a server each: its log has a line for each of a million requests. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("routes")
  @Tag("slow")
  void everyStringOnEveryPlaceOf(RouteCase one) throws IOException {
    everyString(server -> places(one, variables(server)));
  }

  @Test
  @Tag("slow")
  void everyStringWhereNoSingleVariableIs() throws IOException {
    everyString(server -> more());
  }

  private static void everyString(Function<MillpondServer, List<Place>> places) throws IOException {
    MillpondServer server = new MillpondServer(TraversalTest::prepare);
    server.start();
    try {
      for (Place place : places.apply(server)) {
        for (Escape escape : ESCAPES) {
          List<String> targets =
              Corpora.traversals().stream().map(string -> target(place, escape, string)).toList();
          replay(server, place + " " + escape, Map.of(place.method(), targets));
        }
      }
    } finally {
      server.stop();
    }
  }

  private static String target(Place place, Escape escape, String string) {
    return place.target().replace("*", escape.apply(string));
  }

  private static void replay(
      MillpondServer server, String what, Map<String, List<String>> byMethod) {
    int before = server.process().openDescriptors();
    byMethod.forEach((method, targets) ->
        Pipeline.run(
            server.base(),
            method,
            targets,
            (target, answer) -> check(what + ": " + method, target, answer)));
    await()
        .untilAsserted(() ->
            assertThat(server.process().openDescriptors())
                .as("open descriptors after %s", what)
                .isLessThanOrEqualTo(before + 20)); // JARs and libraries opened on first use
    assertThat(server.get("/healthz").status()).isEqualTo(200);
  }

  private static void check(String what, String target, RawResponse answer) {
    String text = answer.latin1();
    String location = answer.headerOrEmpty("Location");
    int query = location.indexOf('?');
    String path = query < 0 ? location : location.substring(0, query);
    String wrong = "";
    if (answer.status() >= 500) {
      wrong = "the server stumbled";
    } else if (text.contains(Scratch.CANARY)) {
      wrong = "bytes from outside the sandbox";
    } else if (text.contains("root:x:0:") || text.contains("canary.txt\",\"size")) {
      wrong = "a file of this machine";
    } else if ((text + answer.headers()).contains(Scratch.MARK)) {
      wrong = "a path of this machine";
    } else if (answer.status() / 100 != 3 && answer.contentType().contains("html")) {
      wrong = "an answer a browser would render";
    } else if (answer.status() / 100 == 3
        && (!path.startsWith("/")
            || path.startsWith("//")
            || path.contains("/../")
            || path.endsWith("/.."))) {
      wrong = "a redirect that leads elsewhere";
    }
    if (!wrong.isEmpty()) {
      fail("%s%n  request: %s %s%n  actual:  %s", wrong, what, target, answer);
    }
  }
}
