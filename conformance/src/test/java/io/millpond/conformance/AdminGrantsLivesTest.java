package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GrantsClient.GRANTS;
import static io.millpond.conformance.GrantsClient.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants and tokens outlive the process, however it ends. */
class AdminGrantsLivesTest {
  private static final String CI = GRANTS + "/local%3Aci";
  private static final String READ = LOGS + "/task/job";

  private Lives lives;
  private String agent;
  private LocalTokens tokens;
  private GrantsClient admin;

  @BeforeEach
  void prepare() throws IOException {
    MillpondServer.assumeProduct();
    lives = new Lives();
    agent = GeneratedAgent.prepare(lives.directory());
    lives.configure(GrantsClient.closed(agent, GrantsClient.ROOT));
    tokens = new LocalTokens(lives.directory());
    admin = new GrantsClient(lives.start(), tokens.issue("root").header());
  }

  @AfterEach
  void clean() {
    lives.close();
  }

  private void startAs(String root) {
    admin = new GrantsClient(lives.start(), root);
  }

  private int reading(String token) {
    return admin.client().get(READ, token).status();
  }

  @Test
  void theLastWhoMayAdministerStaysUnlessTheConfigurationHasOne() throws IOException {
    String root = admin.root();
    assertThat(admin.allow(CI, "millpond:admin").status()).isEqualTo(201);
    String ci = tokens.issue("ci").header();
    lives.stopAndCheck();
    lives.configure(GrantsClient.closed(agent, ""));
    startAs(ci);
    assertThat(admin.client().get(GRANTS, root).status()).isEqualTo(403);
    expect(admin.delete(CI), 409, "LastAdministrator");
    expect(admin.allow(CI, "dcos:superuser"), 409, "LastAdministrator");
    assertThat(admin.allow(GRANTS + "/oci:alice", "millpond:admin").status()).isEqualTo(201);
    assertThat(admin.delete(CI).status()).isEqualTo(204);
    assertThat(admin.get(GRANTS).status()).isEqualTo(403);
    lives.stopAndCheck();
  }

  @Test
  void grantsAndTokensSurviveAKill() {
    String root = admin.root();
    String token = tokens.issue("ci").header();
    for (int life = 0; life < 2; life++) {
      String group = GRANTS + "/group:" + life;
      assertThat(admin.allow(group, "dcos:superuser").status()).isEqualTo(201);
      assertThat(admin.allow(CI, "dcos:superuser").status()).isEqualTo(201 - life);
      lives.kill();
      startAs(root);
      // The first request of all: nobody who may is refused while grants are being read.
      assertThat(reading(token)).isEqualTo(303);
      assertThat(admin.get(group).status()).isEqualTo(200);
    }
    assertThat(admin.delete(CI).status()).isEqualTo(204);
    lives.kill();
    startAs(root);
    assertThat(reading(token)).isEqualTo(403);
    lives.stopAndCheck();
  }

  /** What was granted without credentials holds where they are required. */
  @Test
  void theFirstAdministratorMayBeMadeWithoutCredentials() throws IOException {
    lives.stopAndCheck();
    lives.configure(agent);
    URI base = lives.start();
    RawResponse granted =
        new AdminClient(base).put(GRANTS + "/local:root", "{\"allow\": [\"millpond:admin\"]}");
    assertThat(granted.status()).as("%s", granted).isEqualTo(201);
    assertThat(new AdminClient(base).delete(GRANTS + "/local:root").status()).isEqualTo(204);
    assertThat(
            new AdminClient(base)
                .put(GRANTS + "/local:root", "{\"allow\": [\"millpond:admin\"]}")
                .status())
        .isEqualTo(201);
    lives.stopAndCheck();
    lives.configure(GrantsClient.closed(agent, ""));
    startAs(admin.root());
    assertThat(admin.get(GRANTS).text()).contains("\"allow\":[\"millpond:admin\"]");
    lives.stopAndCheck();
  }
}
