package io.millpond.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.GrantRegistrar;
import io.millpond.access.Grants;
import io.millpond.access.database.DatabaseGrants;
import io.millpond.api.Doorkeeper;
import io.millpond.api.admin.AdminDialect;
import io.millpond.api.aidp.AidpDialect;
import io.millpond.api.dcos.DcosDialect;
import io.millpond.api.dcos.DcosLogs;
import io.millpond.api.dcos.DcosNode;
import io.millpond.api.fabric.FabricDialect;
import io.millpond.catalog.Entries;
import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.LivyRuns;
import io.millpond.catalog.Registrar;
import io.millpond.catalog.Registrations;
import io.millpond.catalog.StandingCatalog;
import io.millpond.catalog.database.DatabaseRegistrations;
import io.millpond.database.Database;
import io.millpond.exports.LogPage;
import io.millpond.exports.Platforms;
import io.millpond.exports.PublishedFiles;
import io.millpond.exports.standing.Environment;
import io.millpond.exports.standing.StandingExports;
import io.millpond.http.Dialect;
import io.millpond.http.Followers;
import io.millpond.http.Route;
import io.millpond.journal.Journal;
import io.millpond.logs.SharedFiles;
import io.millpond.logs.follow.Tails;
import io.millpond.logs.records.Formats;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI documents say what is there: every route of the route tables, and no other. */
final class OpenApiTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

  private final OpenApiDocuments documents = new OpenApiDocuments();

  @Test
  void dcosListsTheRoutesOfAMaster() throws Exception {
    try (Journal journal = Journal.open(List.of());
        SharedFiles files = SharedFiles.start();
        Tails tails = Tails.start()) {
      Dialect dialect =
          new DcosDialect(
              new DcosNode("agent-1", true),
              new Doorkeeper(Access.open()),
              new DcosLogs(journal, List.of(), files, tails, new Followers()));
      assertListsMethods("dcos.yaml", dialect);
    }
  }

  @Test
  void fabricListsItsRoutes() throws Exception {
    try (SharedFiles files = SharedFiles.start();
        LivyLogs livyLogs = new LivyLogs(files)) {
      Dialect dialect =
          new FabricDialect(
              new Doorkeeper(Access.open()),
              new StandingCatalog(Entries.NONE, Registrations.NONE, List.of()),
              livyLogs,
              new LivyRuns(Map.of()),
              Map.of(),
              OptionalLong.empty(),
              () -> URI.create("http://127.0.0.1"));
      assertListsMethods("fabric.yaml", dialect);
    }
  }

  @Test
  void adminListsItsRoutesAndTheirMethods() {
    StandingCatalog catalog = new StandingCatalog(Entries.NONE, Registrations.NONE, List.of());
    try (Database database = Database.embedded(Path.of("none"))) {
      DatabaseRegistrations nowhere = new DatabaseRegistrations(database);
      assertListsMethods(
          "admin.yaml",
          new AdminDialect(
              new Doorkeeper(Access.open()),
              new Registrar(Entries.NONE, catalog, nowhere, Set.of()),
              new GrantRegistrar(
                  false, Grants.NONE, new DatabaseGrants(database, new GrantBook(Grants.NONE)), 1),
              List.of()));
    }
  }

  @Test
  void aidpListsItsRoutesAndTheirMethods() throws Exception {
    Environment environment =
        new Environment(
            (cluster, request, cancelled) -> Optional.empty(),
            Formats.builtIn(),
            Duration.ofHours(1),
            InstantSource.system());
    try (SharedFiles files = SharedFiles.start();
        PublishedFiles published = new PublishedFiles(Path.of("none"), files);
        Database database = Database.embedded(Path.of("none"));
        StandingExports nowhere = new StandingExports(database, Path.of("none"), environment)) {
      assertListsMethods(
          "aidp.yaml",
          new AidpDialect(
              new Doorkeeper(Access.open()),
              new ConfiguredClusters(new Platforms(List.of()), Instant.EPOCH),
              nowhere,
              (query, whenSlow) -> new LogPage(List.of(), Optional.empty(), List.of()),
              published,
              Optional.empty(),
              () -> URI.create("http://127.0.0.1")));
    }
  }

  private void assertListsMethods(String document, Dialect dialect) {
    assertThat(documented(document)).containsExactlyInAnyOrderElementsOf(served(dialect));
    Map<String, Object> paths = new LinkedHashMap<>();
    paths(document).forEach((path, item) -> paths.put(withoutNames(path), item));
    for (Route route : dialect.routes()) {
      assertThat(
              map(paths.get(withoutNames(route.template()))).keySet().stream()
                  .map(String::valueOf)
                  .filter(key -> !key.equals("parameters")))
          .as(route.template())
          .containsExactlyInAnyOrderElementsOf(
              route.handlers().keySet().stream()
                  .map(method -> method.name().toLowerCase(Locale.ROOT))
                  .toList());
    }
  }

  @Test
  void millpondListsTheServicesOwnRoutes() {
    Dialect dialect =
        new SystemRoutes(
            new Doorkeeper(Access.open()),
            true,
            () -> true,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            documents);
    assertListsMethods("millpond.yaml", dialect);
  }

  @Test
  void everyVariableOfAPathIsDescribedAndNoOther() {
    for (String name : documents.names()) {
      paths(name)
          .forEach((path, item) ->
              assertThat(describedVariables(name, item))
                  .as(name + " " + path)
                  .containsExactlyInAnyOrderElementsOf(
                      VARIABLE.matcher(path).results().map(found -> found.group(1)).toList()));
    }
  }

  /** Wherever somebody has to say who they are, there may be too many, or nobody to tell them. */
  @Test
  void whatTheDoorkeeperSaysIsDescribedEverywhere() {
    for (String name : documents.names()) {
      paths(name)
          .forEach((path, item) ->
              map(item)
                  .forEach((method, operation) -> {
                    Map<?, ?> responses = map(map(operation).get("responses"));
                    boolean asksForNothing =
                        list(map(operation).get("security")).findAny().isEmpty()
                            && map(operation).containsKey("security");
                    if (!responses.isEmpty() && !asksForNothing) {
                      assertThat(responses.keySet().stream().map(String::valueOf))
                          .as(name + " " + method + " " + path)
                          .contains("401", "429", "503");
                    }
                  }));
    }
  }

  private static List<String> served(Dialect dialect) {
    return dialect.routes().stream().map(Route::template).map(OpenApiTest::withoutNames).toList();
  }

  private List<String> documented(String name) {
    return paths(name).keySet().stream().map(OpenApiTest::withoutNames).toList();
  }

  /** Documents and tables may call a variable differently. */
  private static String withoutNames(String template) {
    return VARIABLE.matcher(template).replaceAll((MatchResult variable) -> "{}");
  }

  private List<String> describedVariables(String name, Object item) {
    return Stream.of(map(item), map(map(item).get("get")))
        .flatMap(place -> list(place.get("parameters")))
        .map(parameter -> resolved(name, map(parameter)))
        .filter(parameter -> "path".equals(parameter.get("in")))
        .map(parameter -> String.valueOf(parameter.get("name")))
        .toList();
  }

  private Map<?, ?> resolved(String name, Map<?, ?> parameter) {
    Object reference = parameter.get("$ref");
    if (reference == null) {
      return parameter;
    }
    Map<?, ?> place = document(name);
    for (String step : String.valueOf(reference).substring(2).split("/", -1)) {
      place = map(place.get(step));
    }
    return place;
  }

  private Map<String, Object> paths(String name) {
    Map<String, Object> paths = new LinkedHashMap<>();
    map(document(name).get("paths")).forEach((path, item) -> paths.put(String.valueOf(path), item));
    return paths;
  }

  private Map<?, ?> document(String name) {
    byte[] text = documents.find(name).orElseThrow();
    Load load = new Load(LoadSettings.builder().build());
    return map(load.loadFromString(new String(text, StandardCharsets.UTF_8)));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Stream<?> list(@Nullable Object value) {
    return value instanceof List<?> items ? items.stream() : Stream.empty();
  }
}
