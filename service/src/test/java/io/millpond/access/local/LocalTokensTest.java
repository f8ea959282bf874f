package io.millpond.access.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Permit;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalTokensTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

  @TempDir private Path folder;
  private volatile Instant now = BEGIN;
  private Path data;
  private TokenDesk desk;
  private LocalTokens tokens;

  @BeforeEach
  void prepare() {
    data = folder.resolve("a/data");
    desk = new TokenDesk(data, () -> now);
    tokens = new LocalTokens(data, () -> now);
  }

  private static Credentials sent(String text) {
    return new Credentials.Token(text, Set.of(Scheme.LOCAL));
  }

  private Optional<Caller> caller(String text) {
    return tokens.verify(sent(text), () -> {}) instanceof Identity.Known(var caller, var body)
        ? Optional.of(caller)
        : Optional.empty();
  }

  private Optional<String> principal(String text) {
    return caller(text).map(Caller::principal);
  }

  @Test
  void aTokenIsItsNamesUntilItExpires() throws IOException {
    String text = desk.issue("ci", HOUR).text();
    assertThat(text).matches("mp_[A-Za-z0-9_-]{43}");
    assertThat(principal(text)).contains("local:ci");
    now = BEGIN.plus(Duration.ofHours(1)).minusMillis(1);
    assertThat(principal(text)).contains("local:ci");
    now = BEGIN.plus(Duration.ofHours(1));
    assertThat(principal(text)).isEmpty();
  }

  @Test
  void oneThatDoesNotExpireIsGoodForLong() throws IOException {
    String text = desk.issue("ci", Optional.empty()).text();
    now = BEGIN.plus(Duration.ofDays(36_500));
    assertThat(principal(text)).contains("local:ci");
  }

  @Test
  void nobodyKnowsAnyOther() throws IOException {
    assertThat(principal("mp_" + "A".repeat(43))).isEmpty();
    String text = desk.issue("ci", HOUR).text();
    List<String> others =
        List.of("mp_", text + "x", text.substring(0, 45), text.toUpperCase(Locale.ROOT));
    for (String other : others) {
      assertThat(principal(other)).as(other).isEmpty();
    }
    assertThat(principal(desk.list().getFirst().sha256())).isEmpty();
  }

  @Test
  void onlyWhatLooksLikeOneIsClaimed() {
    assertThat(tokens.claims(sent("mp_x"))).isTrue();
    for (String other : List.of("", "mp", "MP_x", "eyJhbGciOiJSUzI1NiJ9.e30.x")) {
      assertThat(tokens.claims(sent(other))).isFalse();
    }
    assertThat(tokens.claims(Credentials.NONE)).isFalse();
  }

  @Test
  void revokingHoldsWithTheNextQuestionAndTakesNoOther() throws IOException {
    TokenDesk.Issue one = desk.issue("ci", HOUR);
    TokenDesk.Issue other = desk.issue("ci", HOUR);
    Caller known = caller(one.text()).orElseThrow();
    Question question =
        new Question(
            Permission.DCOS_SYSTEM_LOGS, new Resource(Resource.Kind.COMPONENT, "/component"));
    GrantBook grants = new GrantBook(new Grants(Map.of("local:ci", Set.of(Permission.SUPERUSER))));
    Access access = Access.closed(List.of(tokens), grants, () -> now);
    Permit permit = new Permit(access, known, question);
    Permit others = new Permit(access, caller(other.text()).orElseThrow(), question);
    assertThat(permit.holds()).isTrue();
    assertThat(desk.revoke(one.token().id())).contains(one.token());
    assertThat(principal(one.text())).isEmpty();
    assertThat(permit.holds()).isFalse();
    assertThat(others.holds()).isTrue();
    assertThat(principal(other.text())).contains("local:ci");
    assertThat(desk.revoke(one.token().id())).isEmpty();
  }

  @Test
  void theFileHasNoSecretsAndIsItsOwnersAlone() throws IOException {
    TokenDesk.Issue issued = desk.issue("ci", HOUR);
    Path file = data.resolve("tokens.jsonl");
    assertThat(Files.readString(file)).doesNotContain(issued.text(), issued.text().substring(3));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(issued.toString()).doesNotContain(issued.text());
    assertThat(data.resolve("tokens.new")).doesNotExist();
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    List<IssuedToken> issued = new ArrayList<>();
    issued.add(desk.issue("a.b_c@d+e-1", Optional.empty()).token());
    issued.add(desk.issue("b", HOUR).token());
    assertThat(new TokenDesk(data, () -> now).list()).isEqualTo(issued);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a\nb", "ü", "../x"})
  void aNameThatCannotBeGrantedAnythingIsRefused(String name) {
    assertThatThrownBy(() -> desk.issue(name, HOUR)).isInstanceOf(IllegalArgumentException.class);
    assertThat(data).doesNotExist();
  }

  /** Nobody can say what a line that is none of ours was meant to take back. */
  @ParameterizedTest
  @ValueSource(strings = {"nonsense\n", "\n", "{\"id\":\"0123456789ab\"}\n", "\u0000"})
  void ofAFileThatIsNotAsItWasWrittenNoTokenCounts(String line) throws IOException {
    String text = desk.issue("ci", HOUR).text();
    assertThat(principal(text)).isPresent();
    Path file = data.resolve("tokens.jsonl");
    String good = Files.readString(file);
    Files.writeString(file, good + line);
    assertThat(principal(text)).isEmpty();
    assertThatThrownBy(() -> desk.issue("ci", HOUR)).hasMessageContaining("tokens.jsonl:2");
    assertThatThrownBy(() -> desk.list()).isInstanceOf(IOException.class);
    assertThat(Files.readString(file)).isEqualTo(good + line);
    Files.writeString(file, good);
    assertThat(principal(text)).isPresent();
  }

  @Test
  void whatCannotBeReadIsTriedAgain() throws IOException {
    String text = desk.issue("ci", HOUR).text();
    Path file = data.resolve("tokens.jsonl");
    Path elsewhere = Files.move(file, folder.resolve("elsewhere"));
    Files.createDirectory(file);
    assertThat(principal(text)).isEmpty();
    Files.delete(file);
    assertThat(principal(text)).isEmpty();
    Files.move(elsewhere, file);
    await().atMost(Duration.ofSeconds(60)).until(() -> principal(text).isPresent());
  }

  @Test
  void manyMayIssueAtTheSameTime() throws Exception {
    List<String> texts = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<String>> issues = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "n" + i;
        issues.add(threads.submit(() -> desk.issue(name, HOUR).text()));
      }
      for (Future<String> issue : issues) {
        texts.add(issue.get());
      }
    }
    assertThat(texts).hasSize(20).doesNotHaveDuplicates();
    assertThat(texts).allSatisfy(text -> assertThat(principal(text)).isPresent());
    assertThat(desk.list()).hasSize(20);
  }
}
