package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are written: variables, numbers, durations, sizes, places. */
class ValuesTest {
  @TempDir Path directory;
  private TestingFile file = new TestingFile(Path.of(""));

  @BeforeEach
  void newFile() {
    file = new TestingFile(directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${A}|one",
        "x-${A}-y|x-one-y",
        "${A}${B}|onetwo",
        "${UNSET:fallback}|fallback",
        "${UNSET:}x|x",
        "${A:fallback}|one",
        "${UNSET:http://h:1/}|http://h:1/",
        "$${A}|${A}",
        "$A $|$A $",
        "${RAW}|${A}"
      })
  void variables(String text, String filled) throws Exception {
    file.environment(Map.of("A", "one", "B", "two", "RAW", "${A}"));
    String quoted = "auth: {grants: [{principal: 'dcos:" + text + "', allow: []}]}";

    assertThat(file.load(quoted).auth().grants().getFirst().principal())
        .isEqualTo("dcos:" + filled);
  }

  @Test
  void variablesAreOfTheTypeThatIsWanted() throws Exception {
    file.environment(
        Map.of("PORT", "9000", "OFF", "false", "LIFE", "5m", "PASS", "12345", "SIZE", "8KiB"));
    Configuration configuration =
        file.load(
            """
            http:
              port: ${PORT}
            auth:
              required: "${OFF}"
            aidp:
              linkLifetime: ${LIFE}
            database:
              url: "jdbc:postgresql://db/x"
              password: ${PASS}
            limits:
              maxRequestHeaderSize: ${SIZE}
              maxConnections: ${UNSET:50}
            fabric:
              contentOffsetLimit: ${UNSET:20000}
            """);

    assertThat(configuration.http().port()).isEqualTo(9000);
    assertThat(configuration.auth().required()).isFalse();
    assertThat(configuration.aidp().linkLifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(configuration.database().orElseThrow().password()).contains(new Secret("12345"));
    assertThat(configuration.limits().get(LimitNames.MAX_REQUEST_HEADER_BYTES)).isEqualTo(8192);
    assertThat(configuration.limits().get(LimitNames.MAX_CONNECTIONS)).isEqualTo(50);
    assertThat(configuration.fabric().contentOffsetLimit()).hasValue(20_000);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "8642,8642", "0x50,80", "0o120,80", "012,12", "+80,80", "65535,65535"})
  void numbersAreOfYaml12(String text, int number) throws Exception {
    assertThat(file.load("http: {port: " + text + "}").http().port()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "off", "y", "1e", "12:30:45", "0x"})
  void wordsOfYaml11AreText(String text) throws Exception {
    assertThat(file.load("node: {journal: [], id: \"" + text + "\"}").node().orElseThrow().id())
        .isEqualTo(text);
    assertThat(file.load("node:\n  journal: []\n  id: " + text).node().orElseThrow().id())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1s,1000,1s",
    "1500ms,1500,1500ms",
    "30s,30000,30s",
    "5m,300000,5m",
    "24h,86400000,1d",
    "7d,604800000,7d",
    "90m,5400000,90m"
  })
  void durations(String text, long millis, String shown) {
    assertThat(Units.duration(text)).contains(Duration.ofMillis(millis));
    assertThat(Units.shown(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "1.5s", "5S", "5min", "1h30m", "PT5S", "٣s"})
  void noDurations(String text) {
    assertThat(Units.duration(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "512B,512",
    "64KiB,65536",
    "1MiB,1048576",
    "2GiB,2147483648",
    "1TiB,1099511627776",
    "999999999999TiB,9223372036854775807"
  })
  void sizes(String text, long bytes) {
    assertThat(Units.sizeBytes(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "64K", "64KB", "64kib", "1.5MiB", "-1B", "1 MiB", "1PiB"})
  void noSizes(String text) {
    assertThat(Units.sizeBytes(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.json", "./a b.json", "file:a b.json", "file:a%20b.json", "ABSOLUTE"})
  void aDocumentOnThisMachine(String text) throws Exception {
    file.with("a b.json");
    String place = text.equals("ABSOLUTE") ? "file://" + directory + "/a%20b.json" : text;
    Source state = state(place);

    assertThat(state)
        .isInstanceOfSatisfying(
            Source.File.class,
            found -> assertThat(found.path().normalize()).isEqualTo(directory.resolve("a b.json")));
  }

  @Test
  void aDocumentBehindAUrl() throws Exception {
    assertThat(state("https://leader.mesos:5050/state?x=y"))
        .isEqualTo(new Source.Url(URI.create("https://leader.mesos:5050/state?x=y")));
  }

  private Source state(String place) throws ConfigurationException {
    ClusterConfig.Mesos mesos =
        (ClusterConfig.Mesos)
            file.load("clusters: [{name: m, type: mesos, state: '" + place + "'}]")
                .clusters()
                .getFirst();
    return mesos.state().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"})
  void loopback(String host) throws Exception {
    assertThat(file.load("http: {host: '" + host + "'}\nauth: {required: false}").auth().required())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "10.0.0.1",
        "localhost.example.com",
        "127.0.0.1.nip.io",
        "fe80::1"
      })
  void notLoopback(String host) throws Exception {
    assertThat(file.load("http: {host: '" + host + "'}").http().isLoopback()).isFalse();
    assertThat(file.problems("http: {host: '" + host + "'}\nauth: {required: false}")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "{host: 0.0.0.0}, ''",
    "{host: '::'}, ''",
    "{host: LocalHost}, ''",
    "{host: 10.0.0.1}, 10.0.0.1",
    "{host: '[2001:db8::1]'}, 2001:db8::1",
    "{host: logs.example.com}, logs.example.com",
    "'{host: 0.0.0.0, names: [localhost]}', localhost",
    "'{publicUrl: \"http://[::1]:80/x\"}', [::1]"
  })
  void whatItIsCalled(String http, String name) throws Exception {
    assertThat(file.load("http: " + http).http().names())
        .isEqualTo(name.isEmpty() ? Set.of() : Set.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, false",
    "{host: 10.0.0.1}, false",
    "'{host: 0.0.0.0, names: [logs]}', true",
    "'{publicUrl: \"http://logs\"}', true"
  })
  void whetherThatIsSaid(String http, boolean isNamed) throws Exception {
    assertThat(file.load("http: " + http).http().isNamed()).isEqualTo(isNamed);
  }

  @Test
  void anAliasIsWhatItsAnchorIs() throws Exception {
    file.withDirectories("events");
    List<ClusterConfig> clusters =
        file.load(
                """
                clusters:
                  - {name: a, type: spark, eventLogDirs: &events [events]}
                  - {name: b, type: yarn, eventLogDirs: *events}
                """)
            .clusters();

    assertThat(((ClusterConfig.Yarn) clusters.get(1)).eventLogDirs())
        .isEqualTo(((ClusterConfig.Spark) clusters.get(0)).eventLogDirs())
        .containsExactly(directory.resolve("events"));
  }
}
