package io.millpond.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path: a tree of segments, a literal before a variable, a variable before one
 * that takes all that follows ({@code {name...}}, at the end of a template). Segments are compared
 * decoded, so an encoded slash is part of a name and never a separator.
 *
 * <p>Why not Jetty's {@code PathMappings}: it tries one regular expression a template, one after
 * the other, and works on paths in which an encoded slash has already become a question.
 */
public final class RouteTable {
  /** A route and what its variables stand for. */
  public record Match(Route route, Map<String, String> variables) {}

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private @Nullable Node variable;

    /** The route that takes whatever follows. */
    private @Nullable Node rest;

    private @Nullable Route route;

    /** The segments of the route's template, variables in braces. */
    private List<String> segments = List.of();
  }

  private final Node root = new Node();
  private final List<Route> routes = new ArrayList<>();

  public RouteTable(List<Route> routes) {
    routes.forEach(this::add);
  }

  /** Every route, in the order given. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : route.segments()) {
      if (isRest(segment)) {
        if (node.rest == null) {
          node.rest = new Node();
        }
        node = node.rest;
      } else if (segment.startsWith("{")) {
        if (node.variable == null) {
          node.variable = new Node();
        }
        node = node.variable;
      } else {
        node = node.literals.computeIfAbsent(segment, name -> new Node());
      }
    }
    if (node.route != null) {
      throw new IllegalArgumentException("two routes for " + route.template());
    }
    node.route = route;
    node.segments = route.segments();
    routes.add(route);
  }

  /** The route of a path, given as its decoded segments. */
  public Optional<Match> find(List<String> segments) {
    Node found = find(root, segments, 0);
    if (found == null || found.route == null) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    List<String> names = found.segments;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (isRest(name)) {
        variables.put(
            name.substring(1, name.length() - 4),
            String.join("/", segments.subList(i, segments.size())));
      } else if (name.startsWith("{")) {
        variables.put(name.substring(1, name.length() - 1), segments.get(i));
      }
    }
    return Optional.of(new Match(found.route, variables));
  }

  private static @Nullable Node find(Node node, List<String> segments, int at) {
    if (at == segments.size()) {
      return node.route == null ? null : node;
    }
    String segment = segments.get(at);
    Node literal = node.literals.get(segment);
    Node found = literal == null ? null : find(literal, segments, at + 1);
    if (found == null && node.variable != null && !segment.isEmpty()) {
      found = find(node.variable, segments, at + 1);
    }
    return found == null ? node.rest : found;
  }

  /** Whether a segment of a template stands for one or more of a path: {@code {name...}}. */
  private static boolean isRest(String segment) {
    return segment.startsWith("{") && segment.endsWith("...}");
  }
}
