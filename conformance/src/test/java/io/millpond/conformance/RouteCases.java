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

  private RouteCases() {}

  static List<RouteCase> all() {
    List<RouteCase> cases = new ArrayList<>();
    cases.add(get("/system/v1/logs", Guard.DCOS_LOGS).granted(301));
    dcos(cases, "/system/v1/logs/v2", Guard.DCOS_LOGS);
    dcos(cases, "/system/v1/leader/mesos/logs/v2", Guard.DCOS_LOGS);
    dcos(cases, "/system/v1/agent/{agent_id}/logs/v2", Guard.DCOS_AGENT);
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

  private static void dcos(List<RouteCase> cases, String prefix, Guard guard) {
    cases.add(get(prefix + "/component", guard).query("filter=MESSAGE:x").granted(204));
    cases.add(get(prefix + "/component/{component_name}", guard).granted(204));
    String task = prefix + "/task/{task_id}";
    cases.add(get(task, guard).granted(303));
    cases.add(get(task + "/file/{filename}", guard).granted(303));
    cases.add(get(task + "/file/{filename}/download", guard).granted(303));
    cases.add(get(task + "/browse", guard).query("path=dir").granted(303));
    cases.add(get(task + "/download", guard).granted(303));
    String run =
        prefix + "/task/frameworks/{framework_id}/executors/{executor_id}/runs/{container_id}";
    cases.add(get(run + "/files/browse", guard).query("path=dir"));
    cases.add(get(run + "/{filename}", guard).query("cursor=0"));
    cases.add(get(run + "/{filename}/download", guard));
    String pod = run + "/tasks/{mesos_task_id}";
    cases.add(pod(get(pod + "/files/browse", guard).query("path=dir")));
    cases.add(pod(get(pod + "/{filename}", guard)));
    cases.add(pod(get(pod + "/{filename}/download", guard)));
  }

  private static RouteCase pod(RouteCase one) {
    return one.with("executor_id", GuardedNode.POD).with("container_id", GuardedNode.POD_RUN);
  }

  private static void fabric(List<RouteCase> cases, String workspace) {
    cases.add(get(workspace + "/spark/livySessions", Guard.FABRIC));
    String sessions = workspace + "/{kind}/{itemId}/livySessions";
    cases.add(get(sessions, Guard.FABRIC).query("continuationToken="));
    cases.add(get(sessions + "/{livyId}", Guard.FABRIC));
    for (String word : List.of("applications", "application")) {
      String application = sessions + "/{livyId}/" + word + "/{appId}";
      cases.add(logs(get(application + "/logs", Guard.FABRIC)));
      cases.add(logs(get(application + "/{attemptId}/logs", Guard.FABRIC)));
      // There is no history server: who may not is not told so.
      cases.add(
          get(application + "/{rest}", Guard.FABRIC)
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
    Guard[] guards = {Guard.AIDP_SIGNED, Guard.AIDP_BEARER};
    String clusters = platform + "/workspaces/{workspaceKey}/clusters";
    cases.add(get(clusters, guards).query("displayName=Nightly"));
    cases.add(get(clusters + "/{clusterKey}", guards));
    cases.add(get(platform + "/defaultCluster", guards));
    String actions = clusters + "/{clusterKey}/actions/";
    cases.add(new RouteCase("POST", actions + "downloadLogs", guards).body(WINDOW).granted(202));
    cases.add(new RouteCase("POST", actions + "searchLogs", guards).body(WINDOW));
    String operations = platform + "/asyncOperations";
    cases.add(get(operations, guards).query("resourceType=CLUSTER&resourceName=ws-1"));
    cases.add(get(operations + "/{asyncOperationKey}", guards));
    // It has ended.
    cases.add(
        new RouteCase("POST", operations + "/{asyncOperationKey}/actions/cancel", guards)
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
    cases.add(new RouteCase("GET", all, Guard.ADMIN));
    cases.add(new RouteCase("GET", one, Guard.ADMIN).with("principal", "oci:alice"));
    cases.add(
        new RouteCase("PUT", one, Guard.ADMIN)
            .with("principal", "local:guest")
            .body("{\"allow\":[\"dcos:adminrouter:ops:system-logs\"]}")
            .granted(200, 201));
    // It is the configuration's.
    cases.add(
        new RouteCase("DELETE", one, Guard.ADMIN).with("principal", "oci:alice").granted(409));
  }

  private static void entries(List<RouteCase> cases, String all, String one, String body) {
    cases.add(registered("GET", all));
    cases.add(registered("POST", all).body(body).granted(201));
    cases.add(registered("GET", one));
    cases.add(registered("PUT", one).body(body).granted(200));
    cases.add(registered("DELETE", one).granted(204));
  }

  private static RouteCase registered(String method, String template) {
    return new RouteCase(method, template, Guard.ADMIN)
        .with("workspaceId", GuardedNode.REGISTERED_WORKSPACE)
        .with("itemId", GuardedNode.REGISTERED_ITEM);
  }
}
