package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GrantsClient.GRANTS;
import static io.millpond.conformance.GrantsClient.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.conformance.LocalTokens.Issued;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what, changed while the service runs; tokens that it issues itself. */
class AdminGrantsTest {
  private static final String CI = GRANTS + "/local%3Aci";
  private static final String READ = LOGS + "/task/job";

  @RegisterExtension
  static final MillpondServer SERVER =
      new MillpondServer(
          directory -> GrantsClient.closed(GeneratedAgent.prepare(directory), GrantsClient.ROOT));

  private static LocalTokens tokens;
  private static GrantsClient admin;
  private final AdminClient client = new AdminClient(SERVER.base());

  @BeforeAll
  static void issue() {
    tokens = new LocalTokens(SERVER.directory());
    admin = new GrantsClient(SERVER.base(), tokens.issue("root").header());
  }

  @AfterEach
  void takeBack() {
    for (String name : List.of("ci", "others", "root")) {
      admin.delete(GRANTS + "/local:" + name);
    }
  }

  @Test
  void aGrantHoldsAtOnceAndNoLongerThanItIsThere() {
    Issued token = tokens.issue("ci");
    assertThat(client.get(READ).status()).isEqualTo(401);
    assertThat(client.get(READ, "Authorization: Bearer mp_nobodys").status()).isEqualTo(401);
    assertThat(client.get(READ, token.header()).status()).isEqualTo(403);
    RawResponse created =
        admin.put(CI, "{\"allow\": [\"dcos:adminrouter:ops:system-logs\", \"dcos:superuser\"]}");
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.header("Location")).contains(CI);
    assertThat(created.text())
        .isEqualTo(
            "{\"principal\":\"local:ci\","
                + "\"allow\":[\"dcos:adminrouter:ops:system-logs\",\"dcos:superuser\"],"
                + "\"configured\":[]}");
    assertThat(client.get(READ, token.header()).status()).isEqualTo(303);
    assertThat(client.get(READ, "Authorization: token=" + token.text()).status()).isEqualTo(303);
    assertThat(client.get(GRANTS, token.header()).status()).isEqualTo(403);
    assertThat(admin.delete(CI).status()).isEqualTo(204);
    assertThat(client.get(READ, token.header()).status()).isEqualTo(403);
    expect(admin.delete(CI), 404, "NotFound");
    expect(admin.get(CI), 404, "NotFound");
  }

  @Test
  void anAnswerCanBeSaidBack() {
    RawResponse created = admin.put(CI, "{\"allow\": [\"dcos:superuser\"]}");
    RawResponse again = admin.put(CI, created.text());
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(created.text()).isEqualTo(admin.get(CI).text());
    expect(admin.put(GRANTS + "/local:other", created.text()), 400, "InvalidBody");
  }

  @Test
  void whatTheConfigurationGrantsIsShownAndStays() {
    assertThat(admin.get(GRANTS).text())
        .contains(
            "{\"principal\":\"local:root\",\"allow\":[],\"configured\":[\"millpond:admin\"]}");
    expect(admin.delete(GRANTS + "/local:root"), 409, "Configured");
    assertThat(admin.put(GRANTS + "/local:root", "{\"allow\": [\"dcos:superuser\"]}").status())
        .isEqualTo(201);
    assertThat(admin.delete(GRANTS + "/local:root").status()).isEqualTo(204);
    assertThat(admin.get(GRANTS).status()).isEqualTo(200);
  }

  @Test
  void aPrincipalMayHaveAnyCharacters() {
    String principal = GRANTS + "/jwt:https%3A%2F%2Fissuer%2Fa%3Fb%25%20%C3%BC";
    RawResponse created = admin.put(principal, "{\"allow\": [\"dcos:superuser\"]}");
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    assertThat(created.text()).contains("\"jwt:https://issuer/a?b% ü\"");
    String place = created.header("Location").orElseThrow();
    assertThat(admin.get(place).text()).isEqualTo(created.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "local%3A", "user%3Ax", "oci%3Aa%0Ab", "oci:%20a"})
  void whatIsNoPrincipalIsRefused(String principal) {
    expect(admin.get(GRANTS + "/" + principal), 400, "InvalidPrincipal");
    expect(
        admin.put(GRANTS + "/" + principal, "{\"allow\": [\"dcos:superuser\"]}"),
        400,
        "InvalidPrincipal");
    expect(admin.get(GRANTS + "/oci:" + "a".repeat(600)), 400, "InvalidPrincipal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"allow\": []}",
        "{\"allow\": \"dcos:superuser\"}",
        "{\"allow\": [\"dcos:superusr\"]}",
        "{\"allow\": [1]}",
        "{\"allow\": [\"dcos:superuser\"], \"alow\": []}",
        "nonsense"
      })
  void whatIsNoGrantIsRefused(String body) {
    expect(admin.put(CI, body), 400, "InvalidBody");
    expect(admin.get(CI), 404, "NotFound");
  }

  @Test
  void tokensAreListedAndTakenBack() {
    Issued good = tokens.issue("ci", "--expires", "never");
    Issued other = tokens.issue("ci");
    LocalTokens.Result list = tokens.run("list");
    assertThat(list.exitCode()).isZero();
    assertThat(String.join("\n", list.out()))
        .contains(good.id(), other.id(), "never", "  ci", "  root")
        .doesNotContain(good.text(), "mp_");
    assertThat(admin.put(CI, "{\"allow\": [\"dcos:superuser\"]}").status()).isEqualTo(201);
    assertThat(client.get(READ, good.header()).status()).isEqualTo(303);
    tokens.revoke(good);
    assertThat(client.get(READ, good.header()).status()).isEqualTo(401);
    assertThat(client.get(READ, other.header()).status()).isEqualTo(303);
    assertThat(tokens.run("revoke", good.id()).exitCode()).isEqualTo(1);
    assertThat(tokens.run("issue", "a b").exitCode()).isEqualTo(2);
    assertThat(String.join("\n", SERVER.process().stderr()))
        .doesNotContainPattern(Pattern.compile("mp_[A-Za-z0-9_-]{40,}"));
  }

  @Test
  void whoFollowsIsCutOffWithTheirGrantOrTheirToken() {
    Issued token = tokens.issue("ci");
    Issued second = tokens.issue("ci");
    String others = tokens.issue("others").header();
    String allow = "{\"allow\": [\"dcos:superuser\"]}";
    assertThat(admin.put(CI, allow).status()).isEqualTo(201);
    assertThat(admin.put(GRANTS + "/local:others", allow).status()).isEqualTo(201);
    String target = GeneratedAgent.SANDBOX + "/five?cursor=BEG";
    URI base = SERVER.base();
    try (Follower ofToken = Follower.open(base, target, token.header());
        Follower ofSecond = Follower.open(base, target, second.header());
        Follower ofOthers = Follower.open(base, target, others)) {
      ofSecond.awaitEvents(1);
      tokens.revoke(token);
      awaitEnd(ofToken);
      assertThat(client.get(target, token.header()).status()).isEqualTo(401);
      ofSecond.assertOrderly();
      assertThat(admin.delete(CI).status()).isEqualTo(204);
      awaitEnd(ofSecond);
      assertThat(client.get(target, second.header()).status()).isEqualTo(403);
      ofOthers.assertOrderly();
    }
  }

  /** Broken off, so that the client comes back, and is told why it may not. */
  private static void awaitEnd(Follower follower) {
    follower.awaitThat(
        Limits.FOLLOW_TIMEOUT, one -> one.state() != Follower.State.OPEN, "end of the stream");
    assertThat(follower.state()).isEqualTo(Follower.State.BROKEN_OFF);
  }
}
