package io.millpond.conformance;

import static io.millpond.conformance.FabricCatalog.LIVY;
import static io.millpond.conformance.FabricCatalog.NOTEBOOK;
import static io.millpond.conformance.FabricCatalog.OTHER_WORKSPACE;
import static io.millpond.conformance.FabricCatalog.WORKSPACE;
import static io.millpond.conformance.Visitors.Tenant.OURS;
import static io.millpond.conformance.Visitors.Tenant.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two tenants have a group of the same name, to which all is granted: what is in a tenant's
 * workspace is for its own callers all the same.
 */
class FabricTenantTest {
  /** Registered at run time, for each tenant and for none. */
  private static final String REGISTERED = "8e335e92-a2a2-4b5a-970a-bd6a89fbb765";

  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(FabricTenantTest::prepare);

  private static String prepare(Path directory) throws IOException {
    Files.createDirectory(directory.resolve("work"));
    return """
    http: {host: 127.0.0.1, port: 0}
    data: data
    clusters:
      - {name: spark, type: spark, workDirs: [work]}
    """
        + Visitors.config(directory)
        + grant("group:readers", "item:" + WORKSPACE + "/" + NOTEBOOK)
        + grant("group:readers", "workspace:" + WORKSPACE)
        + grant("group:readers", "workspace:" + OTHER_WORKSPACE)
        + grant("group:readers", "workspace:" + REGISTERED)
        + grant("jwt:" + THEIRS.id() + "/" + Visitors.PARTLY, "item:" + WORKSPACE + "/" + NOTEBOOK)
        + FabricCatalog.workspaces("spark", List.of(), Optional.empty())
            .replace("name: Analytics", "tenant: " + OURS.id());
  }

  private static String grant(String principal, String permission) {
    return "    - {principal: \"%s\", allow: [\"%s:read\"]}\n".formatted(principal, permission);
  }

  @BeforeAll
  static void register() {
    put("");
  }

  private static void put(String tenant) {
    String target = AdminClient.workspace(REGISTERED);
    String body = "{\"name\":\"R\"" + tenant + "}";
    RawResponse answer =
        SERVER.send(
            "PUT",
            target,
            body,
            Visitors.bearer(Visitors.jwt(OURS, Visitors.ADMIN)).of("PUT", target, body));
    assertThat(answer.status()).as("%s", answer).isIn(200, 201);
    assertThat(answer.text()).contains("\"name\":\"R\"" + tenant + ",");
  }

  private static RawResponse get(Visitors.Tenant tenant, String oid, String target) {
    String token = Visitors.jwt(tenant, oid, Visitors.AUDIENCE, 3_600, ",\"groups\":[\"readers\"]");
    return SERVER.get(target, "Authorization: Bearer " + token);
  }

  private static String sessions(String workspace) {
    return "/v1/workspaces/" + workspace + "/spark/livySessions";
  }

  private static Stream<String> inTheWorkspace() {
    String item = "/v1/workspaces/" + WORKSPACE + "/notebooks/" + NOTEBOOK + "/livySessions";
    return Stream.of(sessions(WORKSPACE), item, item + "/" + LIVY);
  }

  @Test
  void aTenantsWorkspaceIsItsCallersAlone() {
    inTheWorkspace()
        .forEach(target -> {
          assertThat(get(OURS, Visitors.NOBODY, target).status()).as(target).isEqualTo(200);
          RawResponse theirs = get(THEIRS, Visitors.NOBODY, target);
          // As what is there is to nobody, and as what is not there.
          String unknown = target.replace(WORKSPACE, "9e335e92-a2a2-4b5a-970a-bd6a89fbb765");
          RawResponse none = get(THEIRS, Visitors.NOBODY, unknown);
          assertThat(theirs.status()).as(target).isEqualTo(404);
          assertThat(withoutId(theirs)).isEqualTo(withoutId(none));
          // Not even where it is granted to a caller of that tenant by name.
          assertThat(get(THEIRS, Visitors.PARTLY, target).status()).as(target).isEqualTo(404);
        });
  }

  private static String withoutId(RawResponse answer) {
    return answer.text().replace(answer.headerOrEmpty("requestid"), "");
  }

  @Test
  void whatIsNoTenantsIsForAllToWhomItIsGranted() {
    for (Visitors.Tenant tenant : List.of(OURS, THEIRS)) {
      assertThat(get(tenant, Visitors.NOBODY, sessions(OTHER_WORKSPACE)).status()).isEqualTo(200);
    }
  }

  @Test
  void aRegisteredWorkspaceIsATenantsFromTheNextRequestOn() {
    String target = sessions(REGISTERED);
    put(",\"tenant\":\"" + THEIRS.id() + "\"");
    assertThat(get(OURS, Visitors.NOBODY, target).status()).isEqualTo(404);
    assertThat(get(THEIRS, Visitors.NOBODY, target).status()).isEqualTo(200);
    put("");
    assertThat(get(OURS, Visitors.NOBODY, target).status()).isEqualTo(200);
  }
}
