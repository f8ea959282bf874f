package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millpond.http.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Walks the server's own list of its routes: each tells each kind of caller what it should. A route
 * nobody wrote a case for fails.
 */
class RouteGuardsTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GuardedNode::prepareClosed);

  /** What paths name, by whose case it is: an operation is cancelled by who began it. */
  private static final Map<Guard, Map<String, String>> VARIABLES = new HashMap<>();

  private static Map<String, String> variables(Guard guard) {
    return VARIABLES.computeIfAbsent(
        guard,
        none -> {
          boolean mayMake = guard == Guard.AIDP_BEARER || guard == Guard.AIDP_LOCAL;
          Guard maker = mayMake ? guard : Guard.AIDP_SIGNED;
          return GuardedNode.variables(SERVER, maker.granted());
        });
  }

  @TestFactory
  Stream<DynamicTest> everyRouteTellsEveryCaller() {
    List<RouteCase> cases = RouteCases.all();
    return ServedRoute.of(SERVER).stream()
        .flatMap(route -> {
          Optional<RouteCase> found =
              cases.stream().filter(one -> one.route.equals(route)).findFirst();
          return found.isPresent()
              ? tests(found.get())
              : Stream.of(
                  DynamicTest.dynamicTest(
                      route.toString(),
                      () -> {
                        throw new AssertionError(
                            "no case for " + route + ": add one to RouteCases");
                      }));
        });
  }

  private static Stream<DynamicTest> tests(RouteCase one) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Guard guard : one.guards) {
      for (Asker asker : Asker.values()) {
        String name = one.route + " " + guard + " " + asker;
        switch (guard.attempts().get(asker)) {
          case Attempt.Told told ->
              tests.add(
                  DynamicTest.dynamicTest(
                      name,
                      () ->
                          told.answer()
                              .apply(ask(name, one, guard, told.credentials()))
                              .run(SERVER)));
          case Attempt.LetIn letIn ->
              tests.add(
                  DynamicTest.dynamicTest(
                      name,
                      () -> {
                        if (guard == Guard.ADMIN || guard == Guard.ADMIN_LOCAL) {
                          GuardedNode.register(SERVER, letIn.credentials());
                        }
                        one.granted().apply(ask(name, one, guard, letIn.credentials())).run(SERVER);
                      }));
          case Attempt.Senseless(String reason) -> assertThat(reason).as(name).isNotBlank();
          case null ->
              tests.add(
                  DynamicTest.dynamicTest(
                      name,
                      () -> {
                        throw new AssertionError(
                            "no attempt of "
                                + asker
                                + " at "
                                + one.route
                                + ": add one to "
                                + guard);
                      }));
        }
      }
    }
    return tests.stream();
  }

  private static Case ask(
      String name, RouteCase one, Guard guard, Attempt.Credentials credentials) {
    String target = one.target(variables(guard));
    assertThat(target).as("every variable has a value in GuardedNode").doesNotContain("{");
    String method = one.route.method();
    Case row = guard.begin(name, method, target).sending(one.body());
    credentials.of(method, target, one.body()).forEach(row::header);
    return row;
  }

  @Test
  void everyCaseIsOfARoute() {
    assertThat(RouteCases.all().stream().map(one -> one.route))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ServedRoute.of(SERVER));
  }

  /** A dialect without a document would have routes that nobody walks. */
  @Test
  void everyDialectHasADocument() {
    long dialects =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.millpond.api", "io.millpond.server")
                .stream()
                .filter(one -> !one.isInterface() && one.isAssignableTo(Dialect.class))
                .count();
    assertThat(SERVER.get("/openapi").text().lines()).hasSize(Math.toIntExact(dialects));
  }
}
