package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which paths the AIDP dialect has, and whom it tells what, whatever there is to be exported. */
class AidpRoutesTest {
  private static final String PLATFORM = "ocid1.aidataplatform.oc1.iad.example";
  private static final String ROOT = "/20260430/aiDataPlatforms/" + PLATFORM;
  private static final String CLUSTERS = ROOT + "/workspaces/ws1/clusters";
  private static final String NOT_FOUND = "NotAuthorizedOrNotFound";

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(AidpRoutesTest::prepare);

  private static String prepare(Path directory) {
    return Configs.node(directory, "agent-1", "agent", List.of())
        + """
        dataPlatforms:
          - id: %s
            workspaces:
              - key: ws1
                clusters: [{key: etl, name: Nightly}, {key: adhoc, state: STOPPED}]
              - {key: empty, clusters: []}
        """
            .formatted(PLATFORM);
  }

  private static Case get(String name, String target) {
    return Case.aidp(name, "GET", target);
  }

  private static Case ok(String name, String target, String pattern) {
    return get(name, target).status(200).type("application/json").bodyMatches(pattern);
  }

  static Stream<Case> clusters() {
    return Stream.of(
        ok("all of a workspace", CLUSTERS, "\\{\"items\":\\[.*adhoc.*STOPPED.*]}"),
        ok("filtered", CLUSTERS + "?displayNameContains=NIGHT", ".*\"key\":\"etl\".*"),
        ok("none", ROOT + "/workspaces/empty/clusters", "\\{\"items\":\\[]}"),
        ok("one", CLUSTERS + "/etl", ".*\"displayName\":\"Nightly\".*\"CLUSTER_API\".*")
            .headerMatches("etag", "\"[0-9a-f]+\""),
        ok("the default one", ROOT + "/defaultCluster", ".*\"key\":\"etl\".*\"DEFAULT\".*"),
        ok("below /api", "/api" + CLUSTERS + "/etl", ".*Nightly.*"),
        ok("of a data lake", "/20240831/dataLakes/" + PLATFORM + "/defaultCluster", ".*etl.*"),
        get("unknown cluster", CLUSTERS + "/x").aidpError(404, NOT_FOUND),
        get("unknown workspace", ROOT + "/workspaces/x/clusters").aidpError(404, NOT_FOUND),
        get("unknown platform", "/20260430/aiDataPlatforms/x/defaultCluster")
            .aidpError(404, NOT_FOUND),
        get("crossed names", "/20260430/dataLakes/" + PLATFORM + "/defaultCluster")
            .aidpError(404, "NotFound"),
        get("a limit out of range", CLUSTERS + "?limit=0").aidpError(400, "InvalidParameter"),
        Case.aidp("a cluster is not deleted", "DELETE", CLUSTERS + "/etl")
            .aidpError(405, "MethodNotAllowed"),
        get("the client's own id", CLUSTERS + "/etl")
            .header("opc-request-id: aidp-cli-0f8fad5b-d9cb-469f-a165-70867728950e")
            .status(200)
            .headerMatches("opc-request-id", "aidp-cli-0f8fad5b-[^/]+/.*"));
  }

  static Stream<Case> operations() {
    String list = ROOT + "/asyncOperations";
    return Stream.of(
        ok("none yet", list + "?resourceType=CLUSTER&limit=10&sortOrder=DESC", ".*\"items\":.*"),
        get("unfiltered", list).aidpError(400, "MissingParameter"),
        get("unknown", list + "/x").aidpError(404, NOT_FOUND),
        Case.aidp("unknown, to be cancelled", "POST", list + "/x/actions/cancel")
            .aidpError(404, NOT_FOUND),
        Case.aidp("no body", "POST", CLUSTERS + "/etl/actions/downloadLogs")
            .aidpError(400, "InvalidParameter"),
        Case.aidp("no body, no cluster", "POST", CLUSTERS + "/x/actions/downloadLogs")
            .aidpError(404, NOT_FOUND),
        Case.aidp("no body of a search", "POST", CLUSTERS + "/etl/actions/searchLogs")
            .aidpError(400, "InvalidParameter"),
        Case.aidp("a search, no cluster", "POST", CLUSTERS + "/x/actions/searchLogs?limit=0")
            .aidpError(404, NOT_FOUND),
        get("a search is a POST", CLUSTERS + "/etl/actions/searchLogs")
            .aidpError(405, "MethodNotAllowed"),
        get("a link nobody has", "/p/" + "x".repeat(43) + "/n/a/b/c/o/d")
            .header("Authorization: Signature nonsense")
            .aidpError(401, "NotAuthenticated"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"clusters", "operations"})
  void answers(Case row) {
    row.run(SERVER);
  }

  @Test
  void theApiDocumentIsThere() {
    assertThat(SERVER.get("/openapi").text()).contains("/openapi/aidp.yaml");
    assertThat(SERVER.get("/openapi/aidp.yaml").text()).contains("actions/downloadLogs");
  }
}
