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

  static final Guard DCOS_LOGS_LOCAL =
      new Guard(
          "DC/OS, local",
          Case::of,
          local(
              new Words(Guard::dcosUnknown, Guard::dcosUnknown, Guard::dcosForbidden),
              LocalVisitors.LOGS,
              LocalVisitors.AGENT,
              LocalVisitors.NAMED_LOGS));

  static final Guard DCOS_AGENT_LOCAL =
      new Guard(
          "DC/OS agent, local",
          Case::of,
          local(
              new Words(Guard::dcosUnknown, Guard::dcosUnknown, Guard::dcosForbidden),
              LocalVisitors.AGENT,
              LocalVisitors.LOGS,
              LocalVisitors.NAMED_AGENT));

  static final Guard FABRIC = new Guard("Fabric", Case::fabric, fabric());

  static final Guard FABRIC_LOCAL =
      new Guard(
          "Fabric, local",
          Case::fabric,
          local(
              new Words(Guard::fabricInvalid, Guard::fabricExpired, Guard::fabricNotFound),
              LocalVisitors.READER,
              LocalVisitors.NOBODY,
              LocalVisitors.NAMED_USER));

  static final Guard AIDP_SIGNED = new Guard("AIDP, signed", Case::aidp, aidpSigned());
  static final Guard AIDP_BEARER = new Guard("AIDP, bearer", Case::aidp, aidpBearer());

  static final Guard AIDP_LOCAL =
      new Guard(
          "AIDP, local",
          Case::aidp,
          local(
              new Words(Guard::aidpUnknown, Guard::aidpUnknown, Guard::aidpNotFound),
              LocalVisitors.READER,
              LocalVisitors.NOBODY,
              LocalVisitors.NAMED_USER));

  /** Of what a secret in the path leads to. */
  static final Guard LINK = new Guard("link", Case::aidp, anybody());

  static final Guard ADMIN = new Guard("administration", Case::of, admin());

  static final Guard ADMIN_LOCAL =
      new Guard(
          "administration, local",
          Case::of,
          local(
              new Words(Guard::adminUnknown, Guard::adminUnknown, Guard::adminForbidden),
              LocalVisitors.ADMIN,
              LocalVisitors.READER,
              LocalVisitors.NAMED_ADMIN));

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
    UnaryOperator<Case> unknown = Guard::dcosUnknown;
    UnaryOperator<Case> forbidden = Guard::dcosForbidden;
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
    UnaryOperator<Case> invalid = Guard::fabricInvalid;
    UnaryOperator<Case> notFound = Guard::fabricNotFound;
    return attempts(
        told(Attempt.Credentials.NONE, row -> row.fabricError(401, "TokenIsMissing")),
        told(bearer(jwt(OURS, USER, AUDIENCE, -3_600, "")), Guard::fabricExpired),
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
    UnaryOperator<Case> unknown = Guard::aidpUnknown;
    UnaryOperator<Case> notFound = Guard::aidpNotFound;
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
    UnaryOperator<Case> unknown = Guard::adminUnknown;
    UnaryOperator<Case> forbidden = Guard::adminForbidden;
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

  private static Case dcosUnknown(Case row) {
    return row.error(401).headerIs("WWW-Authenticate", "oauthjwt");
  }

  private static Case dcosForbidden(Case row) {
    return row.error(403).noHeader("WWW-Authenticate");
  }

  private static Case fabricInvalid(Case row) {
    return row.fabricError(401, "InvalidToken")
        .headerIs("WWW-Authenticate", "Bearer error=\"invalid_token\"");
  }

  private static Case fabricExpired(Case row) {
    return row.fabricError(401, "TokenExpired");
  }

  private static Case fabricNotFound(Case row) {
    return row.fabricError(404, "EntityNotFound");
  }

  private static Case aidpUnknown(Case row) {
    return row.aidpError(401, "NotAuthenticated");
  }

  private static Case aidpNotFound(Case row) {
    return row.aidpError(404, "NotAuthorizedOrNotFound");
  }

  private static Case adminUnknown(Case row) {
    return row.status(401)
        .headerIs("WWW-Authenticate", "Bearer")
        .bodyMatches("\\{\"code\":\"Unauthenticated\".*");
  }

  private static Case adminForbidden(Case row) {
    return row.status(403).bodyMatches("\\{\"code\":\"Forbidden\".*");
  }

  /** How a dialect tells those who are nobody, who were somebody, and who may not. */
  private record Words(
      UnaryOperator<Case> unknown, UnaryOperator<Case> expired, UnaryOperator<Case> forbidden) {}

  /** With tokens of {@code millpond token}; a namesake is somebody who may, of another scheme. */
  private static Map<Asker, Attempt> local(
      Words words, LocalVisitors granted, LocalVisitors ungranted, LocalVisitors namesake) {
    return attempts(
        told(bearer(LocalVisitors.madeUp()), words.unknown),
        told(bearer(granted.expiredToken()), words.expired),
        new Attempt.Senseless("a token of our own names no audience: it is good here alone"),
        new Attempt.Senseless("whose token of our own it is acts for themselves"),
        told(bearer(ungranted.token()), words.forbidden),
        told(bearer(namesake.token()), words.forbidden),
        bearer(granted.token()));
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
