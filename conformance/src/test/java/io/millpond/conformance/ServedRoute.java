package io.millpond.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A route of the running server, of its own documents, which a test of the server compares with its
 * route tables.
 *
 * @param template the path, variables in braces
 */
record ServedRoute(String method, String template) {
  /** All that a server says to have. */
  static List<ServedRoute> of(MillpondServer server) {
    List<ServedRoute> routes = new ArrayList<>();
    for (String document : server.get("/openapi").text().lines().toList()) {
      Load yaml = new Load(LoadSettings.builder().build());
      Map<?, ?> root = (Map<?, ?>) yaml.loadFromString(server.get(document).text());
      ((Map<?, ?>) Objects.requireNonNull(root.get("paths")))
          .forEach((path, item) ->
              ((Map<?, ?>) item)
                  .keySet().stream()
                      .map(key -> String.valueOf(key).toUpperCase(Locale.ROOT))
                      .filter(key -> !key.equals("PARAMETERS"))
                      .forEach(
                          method -> routes.add(new ServedRoute(method, String.valueOf(path)))));
    }
    return routes;
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
