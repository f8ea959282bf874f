package io.millpond.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * Configuration files that must be refused. The offending line ends with the mark {@link #HERE};
 * the message must name that line and the key.
 */
final class BadConfigurations {
  /** Marks the offending line. */
  static final String HERE = "# <<";

  /**
   * One file.
   *
   * @param key what the message must name
   * @param yaml the file's text
   */
  record Bad(String key, String yaml) {
    /** The number of the marked line, 0 where none is marked. */
    int line() {
      List<String> lines = yaml.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith(HERE)) {
          return i + 1;
        }
      }
      return 0;
    }

    @Override
    public String toString() {
      return key + ": " + Quote.of(yaml);
    }
  }

  private BadConfigurations() {}

  static List<Bad> all() {
    List<Bad> all = new ArrayList<>();
    all.addAll(unknownKeys());
    all.addAll(wrongTypes());
    all.addAll(badValues());
    all.addAll(missingFiles());
    all.addAll(missingKeys());
    all.addAll(contradictions());
    all.addAll(syntax());
    return List.copyOf(all);
  }

  /** Wraps lines of a section so that auth never is the reason for the refusal. */
  private static Bad in(String key, String section, String... lines) {
    StringBuilder yaml =
        new StringBuilder("auth: {required: true}\n").append(section).append(":\n");
    for (String line : lines) {
      yaml.append("  ").append(line).append('\n');
    }
    return new Bad(key, yaml.toString());
  }

  private static Bad top(String key, String line) {
    return new Bad(key, "node: {journal: []}\n" + line + " " + HERE + "\n");
  }

  private static List<Bad> unknownKeys() {
    return List.of(
        top("htttp", "htttp: {port: 1}"),
        top("Http", "Http: {port: 1}"),
        top("clusterz", "clusterz: []"),
        in("prot", "http", "host: 127.0.0.1", "prot: 8080 " + HERE),
        in("HOST", "http", "HOST: 127.0.0.1 " + HERE),
        in("cert", "http", "tls: {cert: a.pem} " + HERE),
        in("journals", "node", "id: a", "journals: [] " + HERE),
        in("name", "node", "name: agent-1 " + HERE),
        in("workdir", "clusters", "- name: m", "  type: mesos", "  workdir: . " + HERE),
        in("stat", "clusters", "- {name: m, type: mesos, stat: x} " + HERE),
        in("master", "clusters", "- name: m", "  type: kubernetes", "  master: x " + HERE),
        in("workDir", "clusters", "- name: s", "  type: spark", "  workDir: . " + HERE),
        in("title", "workspaces", "- title: x " + HERE),
        in("id2", "workspaces", "- id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765", "  id2: x " + HERE),
        in("keys", "dataPlatforms", "- id: ocid1.x", "  keys: [] " + HERE),
        new Bad("requird", "auth: {requird: true} " + HERE + "\n"),
        new Bad("issuer", "auth:\n  required: true\n  issuer: x " + HERE + "\n"),
        new Bad("principals", "auth:\n  grants:\n    - principals: [x] " + HERE + "\n"),
        in("offsetLimit", "fabric", "offsetLimit: none " + HERE),
        in("lifetime", "aidp", "lifetime: 24h " + HERE),
        in("regex", "records", "- regex: x " + HERE),
        in("password2", "database", "url: jdbc:h2:mem:x", "password2: x " + HERE),
        in("noSuchBound", "limits", "noSuchBound: 5 " + HERE));
  }

  private static List<Bad> wrongTypes() {
    return List.of(
        top("http", "http: 8080"),
        top("http", "http: [1, 2]"),
        top("clusters", "clusters: {name: m}"),
        top("clusters", "clusters: mesos"),
        top("workspaces", "workspaces: yes"),
        top("dataPlatforms", "dataPlatforms: 5"),
        top("auth", "auth: false"),
        top("records", "records: {pattern: x}"),
        top("limits", "limits: []"),
        top("data", "data: [a, b]"),
        top("data", "data: {path: a}"),
        in("host", "http", "host: [127.0.0.1] " + HERE),
        in("port", "http", "port: abc " + HERE),
        in("port", "http", "port: {a: b} " + HERE),
        in("port", "http", "port: 80.5 " + HERE),
        in("tls", "http", "tls: yes " + HERE),
        in("cors", "http", "cors: {a: b} " + HERE),
        in("publicUrl", "http", "publicUrl: [x] " + HERE),
        in("journal", "node", "journal: {a: b} " + HERE),
        in("journal", "node", "journal: [[x]] " + HERE),
        in("id", "node", "id: [a] " + HERE),
        in("clusters", "clusters", "- mesos " + HERE),
        in("name", "clusters", "- {name: [a], type: mesos} " + HERE),
        in("agents", "clusters", "- name: m", "  type: mesos", "  agents: [x] " + HERE),
        in(
            "aggregatedLogDirs",
            "clusters",
            "- name: y",
            "  type: yarn",
            "  aggregatedLogDirs: {a: b} " + HERE),
        new Bad("required", "auth:\n  required: maybe " + HERE + "\n"),
        new Bad("required", "auth:\n  required: [true] " + HERE + "\n"),
        new Bad("issuers", "auth:\n  issuers: x " + HERE + "\n"),
        new Bad("grants", "auth:\n  grants: {principal: x} " + HERE + "\n"),
        new Bad(
            "allow",
            "auth:\n  grants:\n    - principal: oci:a\n      allow: {a: b} " + HERE + "\n"),
        in("contentOffsetLimit", "fabric", "contentOffsetLimit: [1] " + HERE),
        in("linkLifetime", "aidp", "linkLifetime: {a: b} " + HERE));
  }

  private static List<Bad> badValues() {
    return List.of(
        in("port", "http", "port: -1 " + HERE),
        in("port", "http", "port: 65536 " + HERE),
        in("port", "http", "port: 99999999999999999999 " + HERE),
        in("publicUrl", "http", "publicUrl: 'not a url' " + HERE),
        in("publicUrl", "http", "publicUrl: ftp://example.com " + HERE),
        in("role", "node", "role: king " + HERE),
        in("role", "node", "role: Agent " + HERE),
        in("type", "clusters", "- {name: m, type: nosuch} " + HERE),
        in("type", "clusters", "- name: m", "  type: MESOS " + HERE),
        in("id", "workspaces", "- {id: no-uuid} " + HERE),
        in("linkLifetime", "aidp", "linkLifetime: soon " + HERE),
        in("linkLifetime", "aidp", "linkLifetime: -5m " + HERE),
        in("maxWindow", "aidp", "maxWindow: 5 parsecs " + HERE),
        in("contentOffsetLimit", "fabric", "contentOffsetLimit: -1 " + HERE),
        in("contentOffsetLimit", "fabric", "contentOffsetLimit: many " + HERE),
        in("pattern", "records", "- pattern: '%Q{nonsense' " + HERE),
        in("timeZone", "records", "- pattern: '%d %p %m%n'", "  timeZone: Mars/Olympus " + HERE),
        new Bad(
            "principal",
            "auth:\n  grants:\n    - principal: 'nobody' "
                + HERE
                + "\n      allow: [dcos:superuser]\n"),
        new Bad(
            "allow",
            "auth:\n  grants:\n    - principal: oci:a\n      allow: [everything] " + HERE + "\n"),
        in(
            "agents",
            "clusters",
            "- name: m",
            "  type: mesos",
            "  agents: {S1: 'not a url'} " + HERE));
  }

  private static List<Bad> missingFiles() {
    return List.of(
        in("journal", "node", "journal: [/no/such/journal] " + HERE),
        in("journal", "node", "journal: [no-such-folder] " + HERE),
        in("workDir", "clusters", "- name: m", "  type: mesos", "  workDir: no-such " + HERE),
        in("state", "clusters", "- name: m", "  type: mesos", "  state: no-such.json " + HERE),
        in("state", "clusters", "- name: m", "  type: mesos", "  state: file:no-such " + HERE),
        in("workDirs", "clusters", "- name: s", "  type: spark", "  workDirs: [none] " + HERE),
        in(
            "nodeManagerLogDirs",
            "clusters",
            "- name: y",
            "  type: yarn",
            "  nodeManagerLogDirs: [none] " + HERE),
        in(
            "aggregatedLogDirs",
            "clusters",
            "- name: y",
            "  type: yarn",
            "  aggregatedLogDirs: ['file:///none/at/all'] " + HERE),
        in("podLogDir", "clusters", "- name: k", "  type: kubernetes", "  podLogDir: none " + HERE),
        in("certificate", "http", "tls:", "  certificate: none.pem " + HERE, "  key: none.key"),
        new Bad("publicKey", "auth:\n  dcos: {publicKey: none.pem} " + HERE + "\n"),
        new Bad("secretFile", "auth:\n  dcos: {secretFile: none} " + HERE + "\n"),
        new Bad(
            "publicKey",
            "auth:\n  oci:\n    - keyId: a/b/c\n      publicKey: none.pem "
                + HERE
                + "\n      principal: alice\n"));
  }

  private static List<Bad> missingKeys() {
    return List.of(
        in("name", "clusters", "- type: mesos " + HERE),
        in("type", "clusters", "- name: m " + HERE),
        in("id", "workspaces", "- name: Analytics " + HERE),
        in("id", "dataPlatforms", "- workspaces: [] " + HERE),
        new Bad("principal", "auth:\n  grants:\n    - allow: [dcos:superuser] " + HERE + "\n"),
        in("pattern", "records", "- timeZone: UTC " + HERE));
  }

  private static List<Bad> contradictions() {
    return List.of(
        new Bad(
            "required", "http: {host: 0.0.0.0, port: 0}\nauth: {required: false} " + HERE + "\n"),
        new Bad("required", "http: {host: '::', port: 0}\nauth:\n  required: false " + HERE + "\n"),
        in("name", "clusters", "- {name: a, type: spark}", "- {name: a, type: yarn} " + HERE),
        in(
            "cluster",
            "workspaces",
            "- id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765",
            "  items:",
            "    - id: cfafbeb1-8037-4d0c-896e-a46fb27ff229",
            "      type: Notebook",
            "      livySessions:",
            "        - id: 431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7",
            "          cluster: nowhere " + HERE),
        in(
            "type",
            "workspaces",
            "- id: 6e335e92-a2a2-4b5a-970a-bd6a89fbb765",
            "  items:",
            "    - id: cfafbeb1-8037-4d0c-896e-a46fb27ff229",
            "      type: Spreadsheet " + HERE),
        in(
            "cluster",
            "dataPlatforms",
            "- id: ocid1.x",
            "  workspaces:",
            "    - key: ws1",
            "      clusters:",
            "        - key: etl",
            "          logs: [{cluster: nowhere, applications: ['*']}] " + HERE));
  }

  private static List<Bad> syntax() {
    return List.of(
        new Bad("", "http: {port: 1\nnode: x\n"),
        new Bad("", "http:\n\tport: 1\n"),
        new Bad("", "- a\n- list\n"),
        new Bad("", "just text\n"),
        new Bad("", "http: 'unclosed\n"),
        new Bad("port", "http:\n  port: 1\n  port: 2 " + HERE + "\n"),
        new Bad("http", "http: {port: 1}\nhttp: {port: 2} " + HERE + "\n"),
        new Bad("", "http: *nowhere\n"),
        new Bad("", "http: !!java.net.URL ['http://localhost']\n"),
        new Bad("MP_NOT_SET", "http:\n  host: ${MP_NOT_SET} " + HERE + "\n"),
        new Bad("", "\0\0\0\n"),
        new Bad("", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\n"));
  }
}
