package io.millpond.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * A platform over an application of a real Spark cluster, whose driver ran on a worker. The keys
 * that the recorded requests of Oracle's clients name are of it, too.
 */
final class AidpPlatform {
  static final String ID = "ocid1.aidataplatform.oc1.iad.aaa";
  static final String WORKSPACE = "ws-1";
  static final String CLUSTER = "cl-1";

  /** A key that has to be escaped in paths. */
  static final String ODD_WORKSPACE = "ws 1";

  static final String FIXTURE = "spark-standalone-4.2-cluster";
  static final String DRIVER = "work/driver-20261120040245-0000/";
  static final String EXECUTORS = "work/app-20261120040251-0000/";

  /** The whole life of the application. */
  static final Instant BEGIN = Instant.parse("2026-11-20T04:00:00Z");

  static final Instant END = Instant.parse("2026-11-20T05:00:00Z");

  /** What {@link Configs#node} says of credentials. */
  static final String OPEN = "auth: {required: false}\n";

  private AidpPlatform() {}

  static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack(FIXTURE, directory);
    return prepare(directory, List.of(fixture.resolve("work")), List.of(fixture.resolve("events")));
  }

  /** The same over other directories of workers and event logs. */
  static String prepare(Path directory, List<Path> work, List<Path> events) {
    return Configs.node(directory, "gateway", "agent", List.of())
        + """
        clusters:
          - {name: spark, type: spark, workDirs: %s, eventLogDirs: %s}
        dataPlatforms:
          - id: %s
            workspaces:
              - key: %s
                clusters:
                  - {key: %s, name: Nightly, logs: [{cluster: spark, applications: ["*"]}]}
              - key: "%s"
                clusters:
                  - {key: %s, logs: [{cluster: spark, applications: ["*"]}]}
        """
            .formatted(
                quoted(work), quoted(events), ID, WORKSPACE, CLUSTER, ODD_WORKSPACE, CLUSTER);
  }

  /** The same where requests have to be signed; Alice may read both clusters. */
  static String prepareClosed(Path directory) throws IOException {
    String cluster = "cluster:" + ID + "/%s/" + CLUSTER + ":read";
    return prepare(directory)
        .replace(
            OPEN,
            "auth:\n  oci:\n"
                + apiKey(directory, "alice", AidpSdkKey.ALICE)
                + "  grants:\n    - {principal: oci:alice, allow: [\"%s\", \"%s\"]}\n"
                    .formatted(cluster.formatted(WORKSPACE), cluster.formatted("ws%201")));
  }

  /** An entry of {@code auth.oci}, with its file. */
  static String apiKey(Path directory, String principal, AidpSdkKey key) throws IOException {
    Path file = Files.writeString(directory.resolve(principal + ".pem"), key.publicPem());
    return "    - {keyId: \"%s\", publicKey: %s, principal: %s}\n"
        .formatted(key.keyId(), Configs.quoted(file), principal);
  }

  private static List<String> quoted(List<Path> paths) {
    return paths.stream().map(Configs::quoted).toList();
  }

  /** A path of the platform's API. */
  static String path(String tail) {
    return "/20260430/aiDataPlatforms/" + ID + tail;
  }

  /** Asks for an export of a cluster, once. */
  static RawResponse download(URI base, String cluster, String body, String... headers) {
    return ask(base, cluster, "downloadLogs", body, headers);
  }

  /** Asks for something to be done with a cluster, once. */
  static RawResponse ask(URI base, String cluster, String action, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json");
    return new AdminClient(base)
        .send("POST", actions(cluster) + action, body, all.toArray(String[]::new));
  }

  /** The path that actions on a cluster are below. */
  static String actions(String cluster) {
    return path("/workspaces/" + WORKSPACE + "/clusters/" + cluster + "/actions/");
  }

  /** A body for the SDK: the window and the kind of log, to be added to. */
  @SuppressWarnings("JavaUtilDate") // what the SDK takes
  static Map<String, Object> details(Instant begin, Instant end, String type) {
    return Map.of(
        "timeBegin", Date.from(begin),
        "timeEnd", Date.from(end),
        "logContentTypeContains", type);
  }
}
