package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static Route route(String template) {
    return new Route(template, Route.Pace.INSTANT, exchange -> {});
  }

  private final RouteTable table =
      new RouteTable(
          List.of(
              route("/task/{task}"),
              route("/task/{task}/browse"),
              route("/task/{task}/{file}"),
              route("/task/frameworks/{fw}/runs/{ct}/{file}"),
              route("/task/frameworks/{fw}/runs/{ct}/tasks/{task}/{file}")));

  private String find(String... segments) {
    return table.find(List.of(segments)).map(match -> match.route().template()).orElse("none");
  }

  @Test
  void aLiteralGoesBeforeAVariable() {
    assertThat(find("task", "x", "browse")).isEqualTo("/task/{task}/browse");
    assertThat(find("task", "x", "other")).isEqualTo("/task/{task}/{file}");
  }

  @Test
  void aVariableIsTriedWhereTheLiteralLeadsNowhere() {
    assertThat(find("task", "frameworks")).isEqualTo("/task/{task}");
    assertThat(find("task", "frameworks", "f", "runs", "c", "tasks"))
        .isEqualTo("/task/frameworks/{fw}/runs/{ct}/{file}");
  }

  @Test
  void variablesAreNamedByTheRouteThatWasFound() {
    Map<String, String> variables =
        table
            .find(List.of("task", "frameworks", "f", "runs", "c", "tasks", "t", "a/b"))
            .orElseThrow()
            .variables();
    assertThat(variables)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("fw", "f", "ct", "c", "task", "t", "file", "a/b"));
  }

  @Test
  void aVariableIsNeverEmpty() {
    assertThat(find("task", "")).isEqualTo("none");
    assertThat(find("task")).isEqualTo("none");
    assertThat(find("Task", "x")).isEqualTo("none");
  }

  @Test
  void twoRoutesForOnePathAreAMistake() {
    assertThatThrownBy(() -> new RouteTable(List.of(route("/a/{b}"), route("/a/{c}"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
