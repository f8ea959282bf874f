package io.millpond.api.admin;

import io.millpond.access.GrantForms;
import io.millpond.access.GrantOutcome;
import io.millpond.access.GrantRegistrar;
import io.millpond.access.Permission;
import io.millpond.http.Exchange;
import io.millpond.http.PercentCode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The handlers of grants: read, made and taken back, one principal at a time. */
final class GrantDesk {
  private static final String PRINCIPAL = "principal";

  private final GrantRegistrar registrar;

  GrantDesk(GrantRegistrar registrar) {
    this.registrar = registrar;
  }

  void list(Exchange exchange) throws IOException {
    Json.sendList(exchange, Json::grant, Registry.ask(registrar::all));
  }

  void read(Exchange exchange) {
    send(exchange, 200, principal(exchange));
  }

  private void send(Exchange exchange, int status, String principal) {
    GrantRegistrar.Held held =
        Registry.ask(() -> registrar.one(principal)).orElseThrow(AdminProblem::noGrant);
    Json.send(exchange, status, Json::grant, held);
  }

  void put(Exchange exchange) throws IOException {
    String principal = principal(exchange);
    Body body = Body.of(exchange);
    if (body.text(PRINCIPAL).filter(said -> !said.equals(principal)).isPresent()) {
      throw AdminProblem.invalid("principal is another one than that of the path");
    }
    Set<Permission> permissions = permissions(body);
    // An answer tells them; said back, that means nothing.
    body.texts("configured");
    body.end();
    GrantOutcome outcome = Registry.ask(() -> registrar.put(principal, permissions));
    switch (outcome) {
      case CREATED -> {
        exchange.with(
            "Location", AdminDialect.ROOT + "/grants/" + PercentCode.encodeSegment(principal));
        send(exchange, 201, principal);
      }
      case REPLACED -> send(exchange, 200, principal);
      default -> throw AdminProblem.of(outcome);
    }
  }

  void delete(Exchange exchange) {
    String principal = principal(exchange);
    GrantOutcome outcome = Registry.ask(() -> registrar.delete(principal));
    if (outcome != GrantOutcome.DELETED) {
      throw AdminProblem.of(outcome);
    }
    exchange.sendEmpty(204);
  }

  private static String principal(Exchange exchange) {
    String principal = exchange.variable(PRINCIPAL);
    if (principal.length() > Limits.MAX_PRINCIPAL_CHARS || !GrantForms.isPrincipal(principal)) {
      throw AdminProblem.invalidPrincipal();
    }
    return principal;
  }

  private static Set<Permission> permissions(Body body) {
    List<String> allow =
        body.texts("allow").orElseThrow(() -> AdminProblem.invalid("allow is missing"));
    if (allow.isEmpty() || allow.size() > Limits.MAX_GRANTED_PERMISSIONS) {
      throw AdminProblem.invalid(
          "allow has to have 1 to "
              + Limits.MAX_GRANTED_PERMISSIONS
              + " permissions; DELETE takes all of them back");
    }
    Set<Permission> permissions = new LinkedHashSet<>();
    for (int i = 0; i < allow.size(); i++) {
      int place = i;
      permissions.add(
          GrantForms.permission(allow.get(i))
              .orElseThrow(() ->
                  AdminProblem.invalid(
                      "allow[" + place + "] is not a permission: " + GrantForms.PERMISSIONS)));
    }
    return permissions;
  }
}
