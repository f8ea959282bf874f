package io.millpond.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node that has a little of everything, for every route of every dialect: sandboxes of a Mesos
 * agent, a workspace with a session of an application, a platform with a cluster of it. It needs
 * nothing from outside.
 */
final class GuardedNode {
  static final String APPLICATION = "application_1700000000000_0042";
  static final String CONTAINER = "container_1700000000000_0042_01_000001";
  static final String OTHER_CLUSTER = "cl-2";
  static final String POD = "pod-executor";
  static final String POD_RUN = "run-pod";

  /** What administrators register here. */
  static final String REGISTERED_WORKSPACE = "5a7c02f1-0b1d-4c53-9d0e-1f2a3b4c5d6e";

  static final String REGISTERED_ITEM = "6a7c02f1-0b1d-4c53-9d0e-1f2a3b4c5d6e";
  static final String REGISTERED_SESSION = "7a7c02f1-0b1d-4c53-9d0e-1f2a3b4c5d6e";
  static final String A_WORKSPACE = "{\"name\":\"W\"}";
  static final String AN_ITEM = "{\"type\":\"Notebook\",\"name\":\"N\"}";
  static final String A_SESSION = "{\"cluster\":\"yarn\"}";

  private static final String EXPORT =
      "{\"timeBegin\":\"2026-11-20T04:00:00Z\",\"timeEnd\":\"2026-11-20T04:00:01Z\",\"logContentTypeContains\":\"events\"}";

  private GuardedNode() {}

  /** A node where everybody has to show who they are. */
  static String prepareClosed(Path directory) throws IOException {
    return prepare(directory)
        .replace("port: 0}", "port: 0, names: [millpond.example]}")
        .replace(AidpPlatform.OPEN, Visitors.config(directory));
  }

  static String prepare(Path directory) throws IOException {
    String agent =
        GeneratedAgent.prepare(directory).replace("role: agent", "role: master")
            + """
              - {name: yarn, type: yarn, nodeManagerLogDirs: [%s], eventLogDirs: [%s]}
            """
                .formatted(
                    Configs.quoted(directory.resolve("containers")),
                    Configs.quoted(directory.resolve("events")));
    Path run =
        GeneratedAgent.sandbox(directory).resolve("../../..").normalize().resolve(POD + "/runs");
    Path pod = run.resolve(POD_RUN + "/tasks/" + GeneratedAgent.TASK);
    GeneratedAgent.write(pod.resolve("five"), GeneratedAgent.FIVE);
    GeneratedAgent.write(pod.resolve("dir/inner.log"), "inner\n");
    FabricServicesTest.eventLog(Files.createDirectory(directory.resolve("events")), APPLICATION, 1);
    GeneratedAgent.write(
        directory.resolve("containers/" + APPLICATION + "/" + CONTAINER + "/stderr"), "said\n");
    Path livy = FabricCatalog.writeLivyLog(directory);
    return agent
        + FabricCatalog.workspaces("yarn", List.of(APPLICATION), Optional.of(livy))
        + """
        dataPlatforms:
          - id: %s
            workspaces:
              - key: %s
                clusters:
                  - {key: %s, name: Nightly, logs: [{cluster: yarn, applications: ["*"]}]}
                  - {key: %s, name: Other, logs: []}
        """
            .formatted(
                AidpPlatform.ID, AidpPlatform.WORKSPACE, AidpPlatform.CLUSTER, OTHER_CLUSTER);
  }

  /** What the variables of paths stand for, but for what is made when the server runs. */
  static Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("agent_id", GeneratedAgent.AGENT);
    variables.put("component_name", "x.service");
    variables.put("task_id", "job");
    variables.put("filename", "five");
    variables.put("framework_id", GeneratedAgent.FRAMEWORK);
    variables.put("executor_id", GeneratedAgent.TASK);
    variables.put("container_id", GeneratedAgent.CONTAINER);
    variables.put("mesos_task_id", GeneratedAgent.TASK);
    variables.put("workspaceId", FabricCatalog.WORKSPACE);
    variables.put("kind", "notebooks");
    variables.put("itemId", FabricCatalog.NOTEBOOK);
    variables.put("livyId", FabricCatalog.LIVY);
    variables.put("appId", APPLICATION);
    variables.put("attemptId", "1");
    variables.put("rest", "jobs");
    variables.put("sessionId", REGISTERED_SESSION);
    variables.put("aiDataPlatformId", AidpPlatform.ID);
    variables.put("workspaceKey", AidpPlatform.WORKSPACE);
    variables.put("clusterKey", AidpPlatform.CLUSTER);
    variables.put("document", "dcos.yaml");
    return variables;
  }

  /** The same, and an export that somebody has made: its operation and its link. */
  static Map<String, String> variables(MillpondServer server, Attempt.Credentials credentials) {
    String target = AidpPlatform.actions(AidpPlatform.CLUSTER) + "downloadLogs";
    RawResponse accepted = send(server, "POST", target, EXPORT, credentials);
    if (accepted.status() != 202) {
      throw new AssertionError("no export was accepted: " + accepted);
    }
    URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
    AidpLink.text(link);
    Map<String, String> variables = variables();
    variables.put("asyncOperationKey", accepted.headerOrEmpty("aidp-async-operation-key"));
    String[] parts = link.getRawPath().split("/", 9);
    variables.put("secret", parts[2]);
    variables.put("namespace", parts[4]);
    variables.put("bucket", parts[6]);
    variables.put("object", parts[8]);
    return variables;
  }

  /** Has what administrators' routes name be there. */
  static void register(MillpondServer server, Attempt.Credentials administrator) {
    String workspace = AdminClient.workspace(REGISTERED_WORKSPACE);
    String item = AdminClient.item(REGISTERED_WORKSPACE, REGISTERED_ITEM);
    String session = AdminClient.session(REGISTERED_WORKSPACE, REGISTERED_ITEM, REGISTERED_SESSION);
    for (RawResponse answer :
        List.of(
            send(server, "PUT", workspace, A_WORKSPACE, administrator),
            send(server, "PUT", item, AN_ITEM, administrator),
            send(server, "PUT", session, A_SESSION, administrator))) {
      if (answer.status() / 100 != 2) {
        throw new AssertionError("not registered: " + answer);
      }
    }
  }

  private static RawResponse send(
      MillpondServer server, String method, String target, String body, Attempt.Credentials who) {
    return server.send(method, target, body, who.of(method, target, body));
  }
}
