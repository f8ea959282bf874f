package io.millpond.conformance;

import static io.millpond.conformance.GuardedNode.APPLICATION;
import static io.millpond.conformance.GuardedNode.CONTAINER;

import java.util.ArrayList;
import java.util.List;

/**
 * The case of every route. A route without one fails {@link RouteGuardsTest}; to add one is a line
 * here, and a variable in {@link GuardedNode} where the path has a new one.
 */
final class RouteCases {
  private static final String WINDOW =
      "{\"timeBegin\":\"2026-11-20T04:00:00Z\",\"timeEnd\":\"2026-11-20T05:00:00Z\",\"logContentTypeContains\":\"executor\"}";

  private static final Guard[] DCOS_LOGS = {Guard.DCOS_LOGS, Guard.DCOS_LOGS_LOCAL};
  private static final Guard[] DCOS_AGENT = {Guard.DCOS_AGENT, Guard.DCOS_AGENT_LOCAL};
  private static final Guard[] FABRIC = {Guard.FABRIC, Guard.FABRIC_LOCAL};
  private static final Guard[] AIDP = {Guard.AIDP_SIGNED, Guard.AIDP_BEARER, Guard.AIDP_LOCAL};
  private static final Guard[] ADMIN = {Guard.ADMIN, Guard.ADMIN_LOCAL};

  private RouteCases() {}

  static List<RouteCase> all() {
    List<RouteCase> cases = new ArrayList<>();
    cases.add(get("/system/v1/logs", DCOS_LOGS).granted(301));
    dcos(cases, "/system/v1/logs/v2", DCOS_LOGS);
    dcos(cases, "/system/v1/leader/mesos/logs/v2", DCOS_LOGS);
    dcos(cases, "/system/v1/agent/{agent_id}/logs/v2", DCOS_AGENT);
    fabric(cases, "/v1/workspaces/{workspaceId}");
    aidp(cases, "/20260430/aiDataPlatforms/{aiDataPlatformId}");
    aidp(cases, "/api/20260430/aiDataPlatforms/{aiDataPlatformId}");
    aidp(cases, "/20240831/dataLakes/{aiDataPlatformId}");
    cases.add(get("/p/{secret}/n/{namespace}/b/{bucket}/o/{object}", Guard.LINK));
    admin(cases, "/admin/v1/workspaces");
    grants(cases, "/admin/v1/grants");
    for (String path : List.of("/healthz", "/readyz", "/metrics", "/openapi")) {
      cases.add(get(path, Guard.OPEN));
    }
    cases.add(get("/openapi/{document}", Guard.OPEN));
    return cases;
  }

  private static RouteCase get(String template, Guard... guards) {
    return new RouteCase("GET", template, guards);
  }

  private static void dcos(List<RouteCase> cases, String prefix, Guard[] guards) {
    cases.add(get(prefix + "/component", guards).query("filter=MESSAGE:x").granted(204));
    cases.add(get(prefix + "/component/{component_name}", guards).granted(204));
    String task = prefix + "/task/{task_id}";
    cases.add(get(task, guards).granted(303));
    cases.add(get(task + "/file/{filename}", guards).granted(303));
    cases.add(get(task + "/file/{filename}/download", guards).granted(303));
    cases.add(get(task + "/browse", guards).query("path=dir").granted(303));
    cases.add(get(task + "/download", guards).granted(303));
    String run =
        prefix + "/task/frameworks/{framework_id}/executors/{executor_id}/runs/{container_id}";
    cases.add(get(run + "/files/browse", guards).query("path=dir"));
    cases.add(get(run + "/{filename}", guards).query("cursor=0"));
    cases.add(get(run + "/{filename}/download", guards));
    String pod = run + "/tasks/{mesos_task_id}";
    cases.add(pod(get(pod + "/files/browse", guards).query("path=dir")));
    cases.add(pod(get(pod + "/{filename}", guards)));
    cases.add(pod(get(pod + "/{filename}/download", guards)));
  }

  private static RouteCase pod(RouteCase one) {
    return one.with("executor_id", GuardedNode.POD).with("container_id", GuardedNode.POD_RUN);
  }

  private static void fabric(List<RouteCase> cases, String workspace) {
    cases.add(get(workspace + "/spark/livySessions", FABRIC));
    String sessions = workspace + "/{kind}/{itemId}/livySessions";
    cases.add(get(sessions, FABRIC).query("continuationToken="));
    cases.add(get(sessions + "/{livyId}", FABRIC));
    for (String word : List.of("applications", "application")) {
      String application = sessions + "/{livyId}/" + word + "/{appId}";
      cases.add(logs(get(application + "/logs", FABRIC)));
      cases.add(logs(get(application + "/{attemptId}/logs", FABRIC)));
      // There is no history server: who may not is not told so.
      cases.add(
          get(application + "/{rest}", FABRIC)
              .granted(row -> row.fabricError(404, "EndpointNotFound")));
    }
  }

  private static RouteCase logs(RouteCase one) {
    return one.query("type=driver&fileName=stderr")
        .query("type=executor&containerId=" + CONTAINER + "&fileName=stderr")
        .query("type=rollingdriver&meta=true&filenamePrefix=std")
        .query("type=executor&meta=true&filenamePrefix=std&containerId=" + CONTAINER)
        .query("type=livy")
        .query("");
  }

  private static void aidp(List<RouteCase> cases, String platform) {
    String clusters = platform + "/workspaces/{workspaceKey}/clusters";
    cases.add(get(clusters, AIDP).query("displayName=Nightly"));
    cases.add(get(clusters + "/{clusterKey}", AIDP));
    cases.add(get(platform + "/defaultCluster", AIDP));
    String actions = clusters + "/{clusterKey}/actions/";
    cases.add(new RouteCase("POST", actions + "downloadLogs", AIDP).body(WINDOW).granted(202));
    cases.add(new RouteCase("POST", actions + "searchLogs", AIDP).body(WINDOW));
    String operations = platform + "/asyncOperations";
    cases.add(get(operations, AIDP).query("resourceType=CLUSTER&resourceName=ws-1"));
    cases.add(get(operations + "/{asyncOperationKey}", AIDP));
    // It has ended.
    cases.add(
        new RouteCase("POST", operations + "/{asyncOperationKey}/actions/cancel", AIDP)
            .granted(row -> row.aidpError(409, "Conflict")));
  }

  private static void admin(List<RouteCase> cases, String workspaces) {
    String workspace = workspaces + "/{workspaceId}";
    String items = workspace + "/items";
    String item = items + "/{itemId}";
    String sessions = item + "/sessions";
    String session = sessions + "/{sessionId}";
    entries(cases, workspaces, workspace, GuardedNode.A_WORKSPACE);
    entries(cases, items, item, GuardedNode.AN_ITEM);
    entries(cases, sessions, session, GuardedNode.A_SESSION);
    cases.add(
        registered("POST", session + "/applications")
            .body("{\"applications\":[\"%s\"]}".formatted(APPLICATION)));
  }

  private static void grants(List<RouteCase> cases, String all) {
    String one = all + "/{principal}";
    cases.add(new RouteCase("GET", all, ADMIN));
    cases.add(new RouteCase("GET", one, ADMIN).with("principal", "oci:alice"));
    cases.add(
        new RouteCase("PUT", one, ADMIN)
            .with("principal", "local:guest")
            .body("{\"allow\":[\"dcos:adminrouter:ops:system-logs\"]}")
            .granted(200, 201));
    // It is the configuration's.
    cases.add(new RouteCase("DELETE", one, ADMIN).with("principal", "oci:alice").granted(409));
  }

  private static void entries(List<RouteCase> cases, String all, String one, String body) {
    cases.add(registered("GET", all));
    cases.add(registered("POST", all).body(body).granted(201));
    cases.add(registered("GET", one));
    cases.add(registered("PUT", one).body(body).granted(200));
    cases.add(registered("DELETE", one).granted(204));
  }

  private static RouteCase registered(String method, String template) {
    return new RouteCase(method, template, ADMIN)
        .with("workspaceId", GuardedNode.REGISTERED_WORKSPACE)
        .with("itemId", GuardedNode.REGISTERED_ITEM);
  }
}
