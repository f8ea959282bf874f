package io.millpond.conformance;

import static io.millpond.conformance.Visitors.AUDIENCE;
import static io.millpond.conformance.Visitors.NOBODY;
import static io.millpond.conformance.Visitors.Tenant.OURS;
import static io.millpond.conformance.Visitors.Tenant.THEIRS;
import static io.millpond.conformance.Visitors.USER;
import static io.millpond.conformance.Visitors.bearer;
import static io.millpond.conformance.Visitors.jwt;
import static io.millpond.conformance.Visitors.signed;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What stands before a route: what each kind of caller is told there, in the dialect's words. */
final class Guard {
  /** Of {@code /system/v1/logs} and the leader's prefix. */
  static final Guard DCOS_LOGS = new Guard("DC/OS", Case::of, dcos(Visitors.LOGS_USER));

  /** Of an agent's prefix, for which another permission is needed. */
  static final Guard DCOS_AGENT = new Guard("DC/OS agent", Case::of, dcos(Visitors.AGENT_USER));

  static final Guard FABRIC = new Guard("Fabric", Case::fabric, fabric());
  static final Guard AIDP_SIGNED = new Guard("AIDP, signed", Case::aidp, aidpSigned());
  static final Guard AIDP_BEARER = new Guard("AIDP, bearer", Case::aidp, aidpBearer());

  /** Of what a secret in the path leads to. */
  static final Guard LINK = new Guard("link", Case::aidp, anybody());

  static final Guard ADMIN = new Guard("administration", Case::of, admin());

  /** Of what everybody on this machine may see. */
  static final Guard OPEN = new Guard("open", Case::of, anybody());

  /** Begins a case of a dialect. */
  private interface Beginning {
    Case of(String name, String method, String target);
  }

  private final String name;
  private final Beginning beginning;
  private final Map<Asker, Attempt> attempts;

  private Guard(String name, Beginning beginning, Map<Asker, Attempt> attempts) {
    this.name = name;
    this.beginning = beginning;
    this.attempts = attempts;
  }

  /** What becomes of each asker; one that is missing here is an omission. */
  Map<Asker, Attempt> attempts() {
    return attempts;
  }

  Case begin(String what, String method, String target) {
    return beginning.of(what, method, target);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The credentials of who may. */
  Attempt.Credentials granted() {
    return attempts.get(Asker.GRANTED) instanceof Attempt.LetIn(Attempt.Credentials credentials)
        ? credentials
        : Attempt.Credentials.NONE;
  }

  /** The credentials of who is known and may nothing. */
  Attempt.Credentials ungranted() {
    return attempts.get(Asker.NO_GRANT) instanceof Attempt.Told told
        ? told.credentials()
        : Attempt.Credentials.NONE;
  }

  private static Attempt told(Attempt.Credentials credentials, UnaryOperator<Case> answer) {
    return new Attempt.Told(credentials, answer);
  }

  /** Who may, but let the program read notebooks and nothing else. */
  private static Attempt.Credentials partly(String oid) {
    return bearer(jwt(OURS, oid, AUDIENCE, 3_600, ",\"scp\":\"Notebook.Read.All Item.Read.All\""));
  }

  private static Map<Asker, Attempt> dcos(String user) {
    UnaryOperator<Case> unknown = row -> row.error(401).headerIs("WWW-Authenticate", "oauthjwt");
    UnaryOperator<Case> forbidden = row -> row.error(403).noHeader("WWW-Authenticate");
    return attempts(
        told(Attempt.Credentials.NONE, unknown),
        told(Visitors.token(Visitors.dcos(user, -3_600)), unknown),
        told(bearer(jwt(OURS, USER, AUDIENCE + "/x", 3_600, "")), unknown),
        told(partly(USER), forbidden),
        told(
            Visitors.token(
                Visitors.dcos(
                    user.equals(Visitors.LOGS_USER) ? Visitors.AGENT_USER : Visitors.LOGS_USER,
                    3_600)),
            forbidden),
        told(bearer(jwt(THEIRS, USER)), forbidden),
        Visitors.token(Visitors.dcos(user, 3_600)));
  }

  private static Map<Asker, Attempt> fabric() {
    UnaryOperator<Case> invalid =
        row ->
            row.fabricError(401, "InvalidToken")
                .headerIs("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    UnaryOperator<Case> notFound = row -> row.fabricError(404, "EntityNotFound");
    return attempts(
        told(Attempt.Credentials.NONE, row -> row.fabricError(401, "TokenIsMissing")),
        told(
            bearer(jwt(OURS, USER, AUDIENCE, -3_600, "")),
            row -> row.fabricError(401, "TokenExpired")),
        told(bearer(jwt(OURS, USER, AUDIENCE + "/x", 3_600, "")), invalid),
        told(
            bearer(jwt(OURS, USER, AUDIENCE, 3_600, ",\"scp\":\"Lakehouse.Read.All\"")),
            row -> row.fabricError(403, "InsufficientScopes")),
        told(bearer(jwt(OURS, NOBODY)), notFound),
        told(bearer(jwt(THEIRS, USER)), notFound),
        bearer(jwt(OURS, USER)));
  }

  private static Map<Asker, Attempt> aidpSigned() {
    return attempts(
        told(Attempt.Credentials.NONE, row -> row.aidpError(401, "NotAuthenticated")),
        told(signed(true, 3_600), row -> row.aidpError(401, "NotAuthenticated")),
        told(Visitors.signedForAnother(), row -> row.aidpError(401, "NotAuthenticated")),
        new Attempt.Senseless("who signs acts for themselves"),
        told(signed(false, 0), row -> row.aidpError(404, "NotAuthorizedOrNotFound")),
        told(Visitors.signedElsewhere(), row -> row.aidpError(401, "NotAuthenticated")),
        signed(true, 0));
  }

  private static Map<Asker, Attempt> aidpBearer() {
    UnaryOperator<Case> unknown = row -> row.aidpError(401, "NotAuthenticated");
    UnaryOperator<Case> notFound = row -> row.aidpError(404, "NotAuthorizedOrNotFound");
    return attempts(
        told(Attempt.Credentials.line("Cookie: dcos-acs-auth-cookie=x"), unknown),
        told(bearer(jwt(OURS, USER, AUDIENCE, -3_600, "")), unknown),
        told(bearer(jwt(OURS, USER, AUDIENCE + "/x", 3_600, "")), unknown),
        told(partly(USER), notFound),
        told(bearer(jwt(OURS, NOBODY)), notFound),
        told(bearer(jwt(THEIRS, USER)), notFound),
        bearer(jwt(OURS, USER)));
  }

  private static Map<Asker, Attempt> admin() {
    UnaryOperator<Case> unknown =
        row ->
            row.status(401)
                .headerIs("WWW-Authenticate", "Bearer")
                .bodyMatches("\\{\"code\":\"Unauthenticated\".*");
    UnaryOperator<Case> forbidden =
        row -> row.status(403).bodyMatches("\\{\"code\":\"Forbidden\".*");
    return attempts(
        told(Attempt.Credentials.NONE, unknown),
        told(bearer(jwt(OURS, Visitors.ADMIN, AUDIENCE, -3_600, "")), unknown),
        told(bearer(jwt(OURS, Visitors.ADMIN, AUDIENCE + "/x", 3_600, "")), unknown),
        told(partly(Visitors.ADMIN), forbidden),
        // Who may read everything that is here administers nothing.
        told(bearer(jwt(OURS, USER)), forbidden),
        told(bearer(jwt(THEIRS, Visitors.ADMIN)), forbidden),
        bearer(jwt(OURS, Visitors.ADMIN)));
  }

  /** Credentials are not asked for, and bad ones do no harm. */
  private static Map<Asker, Attempt> anybody() {
    Map<Asker, Attempt> attempts = new EnumMap<>(Asker.class);
    fabric()
        .forEach((asker, attempt) ->
            attempts.put(
                asker,
                new Attempt.LetIn(
                    attempt instanceof Attempt.Told told
                        ? told.credentials()
                        : Attempt.Credentials.NONE)));
    return attempts;
  }

  private static Map<Asker, Attempt> attempts(
      Attempt noToken,
      Attempt expired,
      Attempt wrongAudience,
      Attempt wrongScope,
      Attempt noGrant,
      Attempt otherTenant,
      Attempt.Credentials granted) {
    Map<Asker, Attempt> attempts = new EnumMap<>(Asker.class);
    attempts.put(Asker.NO_TOKEN, noToken);
    attempts.put(Asker.EXPIRED, expired);
    attempts.put(Asker.WRONG_AUDIENCE, wrongAudience);
    attempts.put(Asker.WRONG_SCOPE, wrongScope);
    attempts.put(Asker.NO_GRANT, noGrant);
    attempts.put(Asker.OTHER_TENANT, otherTenant);
    attempts.put(Asker.GRANTED, new Attempt.LetIn(granted));
    return attempts;
  }
}
