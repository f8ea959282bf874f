package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, and in which words. */
class RefusedTest {
  @TempDir Path directory;
  private TestingFile file = new TestingFile(Path.of(""));

  @BeforeEach
  void newFile() {
    file =
        new TestingFile(directory)
            .with("a.pem", "b.pem")
            .withDirectories("logs")
            .environment(Map.of("HOME", "/home/test", "SECRET", "s3cret", "EMPTY", ""));
  }

  record Case(String yaml, List<String> problems) {
    Case(String yaml, String... problems) {
      this(yaml, List.of(problems));
    }

    @Override
    public String toString() {
      return yaml.replace("\n", "⏎");
    }
  }

  static Stream<Case> structure() {
    return Stream.of(
        new Case("htp: {}", "1: htp: unknown key (did you mean http?)"),
        new Case(
            "clusters:\n  - name: m\n    type: mesos\n    workDirr: logs",
            "4: clusters[0].workDirr: unknown key (did you mean workDir?)"),
        new Case("whatever: 1", "1: whatever: unknown key"),
        new Case(
            "database: {url: 'jdbc:postgresql://h/d', password:hunter2}",
            "1: database.password…: unknown key"),
        new Case(
            "database: {url: 'jdbc:postgresql://h/d', password hunter2}",
            "1: database.password…: unknown key"),
        new Case(
            "clusters: [{name: s, type: spark, podLogDir: logs}]",
            "1: clusters[0].podLogDir: unknown key"),
        new Case(
            "http:\n  host: localhost\n  port: 1\n  host: ::1", "4: http.host: key given twice"),
        new Case("http: 8642", "1: http: must be a section of keys, not a number"),
        new Case("http: []", "1: http: must be a section of keys, not a list"),
        new Case("- http", "1: must be a section of keys, not a list"),
        new Case("just text", "1: must be a section of keys, not text"),
        new Case("clusters: {}", "1: clusters: must be a list, not a section"),
        new Case("clusters: [x]", "1: clusters[0]: must be a section of keys, not text"),
        new Case("http: {port: [1]}", "1: http.port: must be a whole number, not a list"),
        new Case("http:\n  port:", "2: http.port: must be a whole number, not nothing"),
        new Case("http:\n  host: null", "2: http.host: must be text, not nothing"),
        new Case(
            "database: jdbc:postgresql://db/x?password=hunter2",
            "1: database: must be a section of keys, not text"),
        new Case("<<: {a: b}", "1: <<: unknown key"),
        new Case(
            "aidp: {linkLifetime: bad}\nhttp:\n  port: 99999\n  hots: x",
            "1: aidp.linkLifetime: must be a duration such as 500ms, 30s, 5m, 24h or 7d, not 'bad'",
            "3: http.port: '99999' is not between 0 and 65535",
            "4: http.hots: unknown key (did you mean host?)"));
  }

  static Stream<Case> syntax() {
    return Stream.of(
        new Case(
            "http: {port: 1\n", "2: not valid YAML: expected ',' or '}', but got <stream end>"),
        new Case("a: b: c", "1: not valid YAML: mapping values are not allowed here"),
        new Case(
            "\thttp: {}",
            "1: not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
        new Case("http: &a {}\nauth: *b", "2: an alias of an anchor that is not (yet) defined"),
        new Case("http: &a {tls: *a}", "1: an alias of an anchor that is not (yet) defined"),
        new Case("http: {}\n---\nhttp: {}", "2: more than one YAML document"),
        new Case("http: !!java.net.URL {}", "1: tags (!…) are not supported"),
        new Case("http:\n  port: !!int '3'", "2: tags (!…) are not supported"),
        new Case("? [a]\n: b", "1: a key must be a single word"),
        new Case("http: {}\nx: \u0000", "2: character U+0000 is not allowed in YAML"),
        new Case(
            "http: {tls: {key: ${KEY}}}",
            "1: not valid YAML: expected ',' or '}', but got {"
                + " (between { } or [ ] a ${VARIABLE} must stand in quotes)"));
  }

  static Stream<Case> values() {
    return Stream.of(
        new Case("http: {port: -1}", "1: http.port: '-1' is not between 0 and 65535"),
        new Case("http: {port: 65536}", "1: http.port: '65536' is not between 0 and 65535"),
        new Case(
            "http: {port: 99999999999999999999999}",
            "1: http.port: '99999999999999999999999' is not between 0 and 65535"),
        new Case("http: {port: 80.5}", "1: http.port: must be a whole number, not a number"),
        new Case("http: {port: '80'}", "1: http.port: must be a whole number, not '80'"),
        new Case("http: {host: 1}", "1: http.host: must be text, not a number (put it in quotes)"),
        new Case("http: {host: ''}", "1: http.host: must not be empty"),
        new Case("http: {host: a b}", "1: http.host: 'a b' is neither a host name nor an address"),
        new Case(
            "http: {host: '1::2::3'}",
            "1: http.host: '1::2::3' is neither a host name nor an address"),
        new Case(
            "http: {names: ['a:b']}",
            "1: http.names[0]: 'a:b' is neither a host name nor an address"),
        new Case("http: {publicUrl: ftp://x}", "1: http.publicUrl: must be an http or https URL"),
        new Case(
            "http: {publicUrl: 'http://u:p@x'}",
            "1: http.publicUrl: a URL must not hold a user or password"),
        new Case(
            "http: {publicUrl: 'http://x/?q'}",
            "1: http.publicUrl: a base URL must not have a query (?)"),
        new Case("http: {publicUrl: 'http://x y'}", "1: http.publicUrl: is not a URL"),
        new Case(
            "http: {publicUrl: 'http:///x'}",
            "1: http.publicUrl: is a URL without a valid host and port"),
        new Case(
            "http: {cors: ['*']}",
            "1: http.cors[0]: '*' is not an origin such as https://grafana.example.com (scheme, host in lower case, port; no path, no *)"),
        new Case("http: {tls: {certificate: a.pem}}", "1: http.tls: needs the key key"),
        new Case("auth: {required: yes}", "1: auth.required: must be true or false, not 'yes'"),
        new Case(
            "auth: {required: 'false'}", "1: auth.required: must be true or false, not 'false'"),
        new Case("auth: {required: 0}", "1: auth.required: must be true or false, not a number"),
        new Case(
            "http: {host: 0.0.0.0}\nauth: {required: false}",
            "2: auth.required: false is refused unless http.host is a loopback address (127.0.0.0/8, ::1, localhost)"),
        new Case(
            "http: {host: localhost.example.com}\nauth: {required: false}",
            "2: auth.required: false is refused unless http.host is a loopback address (127.0.0.0/8, ::1, localhost)"),
        new Case(
            "auth: {dcos: {}}",
            "1: auth.dcos: needs one of publicKey and secretFile, and not both"),
        new Case(
            "auth: {dcos: {publicKey: a.pem, secretFile: b.pem}}",
            "1: auth.dcos: needs one of publicKey and secretFile, and not both"),
        new Case(
            "auth: {issuers: [{issuer: x, audiences: [], jwks: a.pem}]}",
            "1: auth.issuers[0].audiences: needs at least one audience"),
        new Case(
            "auth: {issuers: [{issuer: x, audiences: [a], algorithms: [], jwks: a.pem}]}",
            "1: auth.issuers[0].algorithms: needs at least one algorithm"),
        new Case(
            "auth: {issuers: [{issuer: x, audiences: [a], algorithms: [ES256, HS256, none], jwks: a.pem}]}",
            "1: auth.issuers[0].algorithms[1]: 'HS256' is not one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512",
            "1: auth.issuers[0].algorithms[2]: 'none' is not one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512"),
        new Case(
            "auth: {issuers: [{issuer: x, audiences: [a], jwks: 'http://id.example.com/keys'}]}",
            "1: auth.issuers[0].jwks: must be an https URL unless its host is a loopback address"),
        new Case("auth: {ociSessions: {}}", "1: auth.ociSessions: needs the key publicKey"),
        new Case(
            "auth:\n  grants:\n    - principal: bob\n      allow: []",
            "3: auth.grants[0].principal: 'bob' is not a principal: oci:<principal>, dcos:<uid>, jwt:<tid>/<oid>, jwt:<sub>, local:<name> or group:<id>"),
        new Case("node: {role: leader}", "1: node.role: 'leader' is not one of agent, master"),
        new Case(
            "node: {id: a/b}",
            "1: node.id: must be a name of at most 255 characters without a slash"),
        new Case("clusters: [{name: a}]", "1: clusters[0]: needs the key type"),
        new Case("clusters: [{type: spark}]", "1: clusters[0]: needs the key name"),
        new Case(
            "clusters: [{name: a, type: nomad}]",
            "1: clusters[0].type: 'nomad' is not one of mesos, yarn, spark, kubernetes"),
        new Case(
            "clusters: [{name: a, type: spark}, {name: a, type: yarn}]",
            "1: clusters: name 'a' is given twice"),
        new Case(
            "clusters: [{name: a, type: yarn, nodeId: host}]",
            "1: clusters[0].nodeId: 'host' is not a NodeManager id such as host:45454"),
        new Case("workspaces: [{id: 1-2-3-4-5}]", "1: workspaces[0].id: '1-2-3-4-5' is not a UUID"),
        new Case(
            "database: {url: 'jdbc:mysql://x'}",
            "1: database.url: must begin with jdbc:postgresql: (or jdbc:h2:)"),
        new Case(
            "fabric: {contentOffsetLimit: 5}",
            "1: fabric.contentOffsetLimit: must be none or 20000, not '5'"),
        new Case(
            "aidp: {linkLifetime: 0s}", "1: aidp.linkLifetime: '0s' is not between 1s and 3650d"),
        new Case(
            "aidp: {maxWindow: 24}",
            "1: aidp.maxWindow: must be a duration such as 500ms, 30s, 5m, 24h or 7d, not a number"),
        new Case(
            "records: [{pattern: '%d %m', timeZone: Mars}]",
            "1: records[0].timeZone: 'Mars' is not a time zone such as UTC or Europe/Berlin"),
        new Case(
            "records: [{pattern: plain}]",
            "1: records[0].pattern: must be a Log4j 2 pattern such as %d{yy/MM/dd HH:mm:ss} %p %c: %m%n"),
        new Case(
            "records:\n- pattern: '%d %m'\n- timeZone: UTC\n  pattern: '%p %m'",
            "4: records[1].pattern: a pattern needs a date (d)"),
        new Case(
            "records: [{pattern: '%d{HH:mm} %c%t %m'}]", "1: records[0].pattern: a date needs 'y'"),
        new Case(
            "limits: {maxConnectons: 5}",
            "1: limits.maxConnectons: unknown key (did you mean maxConnections?)"),
        new Case(
            "limits: {maxConnections: 5}",
            "1: limits.maxConnections: '5' is not between 10 and 1000000"),
        new Case(
            "limits: {maxRequestHeaderSize: 64KB}",
            "1: limits.maxRequestHeaderSize: must be a size such as 512B, 64KiB, 1MiB or 2GiB, not '64KB'"),
        new Case(
            "limits: {maxRequestHeaderSize: 999999999999TiB}",
            "1: limits.maxRequestHeaderSize: '999999999999TiB' is not between 4096 and 1048576 bytes"));
  }

  static Stream<Case> places() {
    return Stream.of(
        new Case("node: {journal: [nowhere]}", "1: node.journal[0]: no such directory: 'nowhere'"),
        new Case("node: {journal: [a.pem]}", "1: node.journal[0]: 'a.pem' is not a directory"),
        new Case("node: {journal: logs}", "1: node.journal: must be a list, not text"),
        new Case(
            "http: {tls: {certificate: a.pem, key: logs}}",
            "1: http.tls.key: 'logs' is not a regular file"),
        new Case(
            "http: {tls: {certificate: a.pem, key: c.pem}}",
            "1: http.tls.key: no such file: 'c.pem'"),
        new Case("data: ~/millpond", "1: data: ~ has no meaning here: write ${HOME}/millpond"),
        new Case("data: no/where", "1: data: no such directory to make it in: 'no/where'"),
        new Case("data: a.pem", "1: data: 'a.pem' is not a directory"),
        new Case(
            "auth: {audit: no/where}",
            "1: auth.audit: no such directory to make it in: 'no/where'"),
        new Case("auth: {audit: logs}", "1: auth.audit: 'logs' is not a regular file"),
        new Case(
            "clusters: [{name: y, type: yarn, aggregatedLogDirs: ['hdfs://nn/logs']}]",
            "1: clusters[0].aggregatedLogDirs[0]: must be a file: URL or a path; a remote file system must be mounted to be read"),
        new Case(
            "clusters: [{name: m, type: mesos, state: 'ftp://x'}]",
            "1: clusters[0].state: must be an http, https or file URL or a path"),
        new Case(
            "clusters: [{name: m, type: mesos, state: 'file://host/x'}]",
            "1: clusters[0].state: a file: URL with a host; write file:///path or file:path"),
        new Case(
            "clusters: [{name: m, type: mesos, state: 'file:%zz'}]",
            "1: clusters[0].state: a file: URL that is not percent-encoded as it should be (% is %25)"),
        new Case(
            "clusters: [{name: m, type: mesos, state: 'file:%00'}]",
            "1: clusters[0].state: a file: URL that is not percent-encoded as it should be (% is %25)"),
        new Case(
            "clusters: [{name: m, type: mesos, state: 'file:gone.json'}]",
            "1: clusters[0].state: no such file: 'file:gone.json'"),
        new Case(
            "clusters: [{name: m, type: mesos, workDir: \"a\\0b\"}]",
            "1: clusters[0].workDir: must be one line without control characters"),
        new Case(
            "workspaces:\n- id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765\n  items:\n  - id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765\n    type: Notebook\n    livySessions:\n    - {id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765, cluster: hadop}\nclusters: [{name: hadoop, type: yarn}]",
            "7: workspaces[0].items[0].livySessions[0].cluster: no cluster is named 'hadop' (did you mean hadoop?)"));
  }

  static Stream<Case> variables() {
    return Stream.of(
        new Case("data: ${UNSET}", "1: data: environment variable UNSET is not set"),
        new Case(
            "http: {port: '${SECRET}'}", "1: http.port: must be a whole number, not '${SECRET}'"),
        new Case("data: ${SECRET}/x", "1: data: no such directory to make it in: '${SECRET}/x'"),
        new Case("data: ${EMPTY}", "1: data: must not be empty"),
        new Case(
            "data: ${a-b}",
            "1: data: a variable is written ${NAME} or ${NAME:default} (and $${ is ${ itself)"),
        new Case(
            "data: ${open",
            "1: data: a variable is written ${NAME} or ${NAME:default} (and $${ is ${ itself)"),
        new Case(
            "auth: {required: '${SECRET}'}",
            "1: auth.required: must be true or false, not '${SECRET}'"));
  }

  @ParameterizedTest
  @MethodSource({"structure", "syntax", "values", "places", "variables"})
  void tellsFileLineAndKey(Case refused) {
    List<String> expected = refused.problems.stream().map(p -> "millpond.yaml:" + p).toList();

    assertThat(file.problems(refused.yaml)).isEqualTo(expected);
  }

  @Test
  void aBombOfAliasesIsCounted() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      String alias = "*a" + (i - 1);
      yaml.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(
                          alias, alias, alias, alias, alias, alias, alias, alias, alias, alias))));
    }
    assertThat(file.problems(yaml.toString()))
        .containsExactly("millpond.yaml:6: more than 500000 values, aliases counted");
  }

  @Test
  void nestingIsBounded() {
    assertThat(file.problems("a: " + "[".repeat(100_000)))
        .containsExactly("millpond.yaml:1: nested deeper than 32 levels");
  }

  @Test
  void sizeIsBounded() {
    assertThat(file.problems("#" + "x".repeat(Limits.MAX_FILE_BYTES)))
        .containsExactly("millpond.yaml: larger than 4194304 bytes");
  }

  @Test
  void problemsAreBoundedAndKeysAreCutShort() {
    StringBuilder yaml = new StringBuilder("\"" + "k".repeat(500) + "\\e[31m\": 1\n");
    for (int i = 0; i < 100; i++) {
      yaml.append("zzzz").append(i).append(": 1\n");
    }
    List<String> problems = file.problems(yaml.toString());

    assertThat(problems).hasSize(Limits.MAX_PROBLEMS + 1);
    assertThat(problems.getFirst())
        .isEqualTo("millpond.yaml:1: " + "k".repeat(80) + "…: unknown key");
    assertThat(problems.getLast()).isEqualTo("millpond.yaml: and 51 more");
  }

  @Test
  void controlCharactersAreNotRepeated() {
    assertThat(file.problems("\"\\e[31mred\\u202e\": 1"))
        .containsExactly("millpond.yaml:1: \uFFFD[31mred\uFFFD: unknown key");
  }

  @Test
  void aFileThatIsNotThere() {
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> Configuration.load(directory.resolve("gone.yaml"), Map.of()));

    assertThat(thrown).hasMessage(directory.resolve("gone.yaml") + ": no such file");
  }

  @Test
  void aFileThatIsNotUtf8() throws Exception {
    Path latin = directory.resolve("latin.yaml");
    Files.write(latin, new byte[] {'#', '\n', 'a', ':', ' ', (byte) 0xe4, '\n'});
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> Configuration.load(latin, Map.of()));

    assertThat(thrown).hasMessage(latin + ":2: not UTF-8");
  }
}
