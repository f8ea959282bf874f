package io.millpond.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How to ask a route for something that is there, and what comes of it where one may. */
final class RouteCase {
  final ServedRoute route;
  final List<Guard> guards;
  private final Map<String, String> own = new HashMap<>();
  private final List<String> queries = new ArrayList<>();
  private String body = "";
  private UnaryOperator<Case> granted = row -> row.status(200);

  RouteCase(String method, String template, Guard... guards) {
    this.route = new ServedRoute(method, template);
    this.guards = List.of(guards);
  }

  /** A variable of the path that stands for something else than on other routes. */
  RouteCase with(String variable, String value) {
    own.put(variable, value);
    return this;
  }

  /** A query to be asked with; the first is that of the case, all are places for hostile values. */
  RouteCase query(String query) {
    queries.add("?" + query);
    return this;
  }

  RouteCase body(String json) {
    body = json;
    return this;
  }

  String body() {
    return body;
  }

  /** The statuses of who may; 200 where nothing is said. */
  RouteCase granted(Integer... statuses) {
    return granted(row -> row.status(statuses));
  }

  RouteCase granted(UnaryOperator<Case> answer) {
    granted = answer;
    return this;
  }

  UnaryOperator<Case> granted() {
    return granted;
  }

  /** What a variable of the path stands for here. */
  String value(String variable, Map<String, String> variables) {
    return own.getOrDefault(variable, variables.getOrDefault(variable, ""));
  }

  /** Every target of this route, its variables filled in. */
  List<String> targets(Map<String, String> variables) {
    return targets(variables, Map.of());
  }

  private List<String> targets(Map<String, String> variables, Map<String, String> changes) {
    String path = route.template();
    for (Map<String, String> values : List.of(changes, own, variables)) {
      for (Map.Entry<String, String> value : values.entrySet()) {
        path = path.replace("{" + value.getKey() + "}", value.getValue());
      }
    }
    String filled = path;
    return queries.isEmpty()
        ? List.of(filled)
        : queries.stream().map(query -> filled + query).toList();
  }

  /** The target that the statuses are of. */
  String target(Map<String, String> variables) {
    return target(variables, Map.of());
  }

  /** The same with other values for some variables. */
  String target(Map<String, String> variables, Map<String, String> changes) {
    return targets(variables, changes).getFirst();
  }

  @Override
  public String toString() {
    return route.toString();
  }
}
