package io.millpond.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.local.LocalTokens;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens are issued, listed and taken back by the command line. */
class TokenCommandTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", directory.toString()),
            directory);
    List<String> all = new ArrayList<>(List.of("token"));
    all.addAll(List.of(arguments));
    ServerStarter none =
        configuration -> {
          throw new IllegalStateException("no server is needed");
        };
    return Main.run(console, none, () -> Lifetime.ENDED, all.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String principal(Path data, String token) {
    LocalTokens tokens = new LocalTokens(data, InstantSource.system());
    return tokens.verify(new Credentials.Token(token, Set.of(Scheme.LOCAL)), () -> {})
            instanceof Identity.Known(Caller caller, var body)
        ? caller.principal()
        : "nobody";
  }

  @Test
  void aTokenIsPrintedAloneAndOnce() {
    assertThat(run("issue", "ci")).isZero();
    String token = out().strip();
    assertThat(out()).isEqualTo(token + "\n");
    assertThat(err()).matches("token [0-9a-f]{12} of local:ci, good until 20.*Z\n");
    assertThat(principal(directory.resolve(".millpond"), token)).isEqualTo("local:ci");
    assertThat(run("list")).isZero();
    assertThat(out()).contains("  ci\n").doesNotContain(token.substring(3));
  }

  @Test
  void aRevokedTokenIsGone() {
    run("issue", "ci", "--expires", "never");
    String token = out().strip();
    assertThat(err()).endsWith("good until revoked\n");
    String id = err().split(" ", -1)[1];
    assertThat(run("revoke", id)).isZero();
    assertThat(err()).isEqualTo("token " + id + " of local:ci is revoked\n");
    assertThat(out()).isEmpty();
    assertThat(principal(directory.resolve(".millpond"), token)).isEqualTo("nobody");
    assertThat(run("revoke", id)).isEqualTo(1);
    assertThat(err()).isEqualTo("millpond: there is no token " + id + "\n");
    assertThat(run("list")).isZero();
    assertThat(out()).isEmpty();
  }

  @Test
  void theServiceIsNamedByItsFileOrItsDirectory() throws Exception {
    Path config = Files.writeString(directory.resolve("m.yaml"), "data: here\n");
    assertThat(run("issue", "a", "--config", config.toString())).isZero();
    assertThat(principal(directory.resolve("here"), out().strip())).isEqualTo("local:a");
    assertThat(run("issue", "b", "--data", directory.resolve("there").toString())).isZero();
    assertThat(principal(directory.resolve("there"), out().strip())).isEqualTo("local:b");
    assertThat(run("list", "--config", config.toString())).isZero();
    assertThat(out()).contains("  a\n").doesNotContain("  b\n");
    assertThat(run("list", "--config", config.toString(), "--data", "x")).isEqualTo(2);
  }

  @Test
  void aConfigurationThatWillNotDoIs78() throws Exception {
    Path config = Files.writeString(directory.resolve("m.yaml"), "dta: here\n");
    assertThat(run("issue", "a", "--config", config.toString())).isEqualTo(78);
    assertThat(err()).isEqualTo(config + ":1: dta: unknown key (did you mean data?)\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void aFileThatIsNotAsItWasWrittenIs1() throws Exception {
    Path data = Files.createDirectories(directory.resolve(".millpond"));
    Files.writeString(data.resolve("tokens.jsonl"), "nonsense\n");
    for (String[] command : new String[][] {{"issue", "a"}, {"list"}, {"revoke", "x"}}) {
      assertThat(run(command)).isEqualTo(1);
      assertThat(out()).isEmpty();
      assertThat(err()).endsWith("tokens.jsonl:1: this is no token\n").doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "issue",
    "issue ci x",
    "issue -x",
    "'issue ci --expires 0s'",
    "'issue ci --expires soon'",
    "'issue ci --expires 3651d'",
    "issue a/b",
    "revoke",
    "isue ci"
  })
  void usage(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).contains("Usage: millpond token");
    assertThat(directory.resolve(".millpond")).doesNotExist();
  }

  @Test
  void help() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("issue", "list", "revoke", "auth.grants");
    assertThat(run("help", "issue")).isZero();
    assertThat(out()).contains("--expires=AFTER", "--data=DIR");
  }
}
