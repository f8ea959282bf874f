package io.millpond.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Permission READ = new Permission("item:a/b:read");
  private static final Resource RESOURCE = new Resource(Resource.Kind.ITEM, "/a/b");
  private static final Question MAY_READ = new Question(READ, RESOURCE);

  /** Knows the tokens it was told of. */
  private record Known(Scheme scheme, Map<String, Caller> callers) implements Verifier {
    @Override
    public boolean claims(Credentials credentials) {
      return credentials instanceof Credentials.Token(var text, var schemes)
          && text.startsWith(scheme.principal(""));
    }

    @Override
    public Identity verify(Credentials credentials, Runnable beforeBlocking) {
      String text = ((Credentials.Token) credentials).text();
      Caller caller = callers.get(text);
      return caller == null ? new Identity.Invalid() : new Identity.Known(caller);
    }
  }

  private final GrantBook grants =
      new GrantBook(
          new Grants(
              Map.of(
                  "dcos:ops", Set.of(Permission.SUPERUSER),
                  "dcos:root", Set.of(Permission.ADMIN),
                  "jwt:alice", Set.of(READ),
                  "group:readers", Set.of(READ))));

  private static void noWait() {}

  private Access closed(Verifier... verifiers) {
    return Access.closed(List.of(verifiers), grants, () -> NOW);
  }

  private static Credentials token(String text, Scheme... schemes) {
    return new Credentials.Token(text, Set.of(schemes));
  }

  private static Caller.Known caller(String principal) {
    return new Caller.Known(principal, LATER);
  }

  @Test
  void whereNothingIsRequiredEverybodyMayDoEverything() {
    Access open = Access.open();
    for (Credentials credentials :
        List.of(Credentials.NONE, Credentials.UNREADABLE, token("x", Scheme.DCOS))) {
      assertThat(open.identify(credentials, AccessTest::noWait))
          .isEqualTo(new Identity.Known(Caller.ANONYMOUS));
    }
    assertThat(open.decide(Caller.ANONYMOUS, MAY_READ)).isEqualTo(Decision.ALLOWED);
  }

  @Test
  void whereCredentialsAreRequiredAndNoneCanBeVerifiedNobodyIsKnown() {
    Access closed = closed();
    assertThat(closed.identify(Credentials.NONE, AccessTest::noWait))
        .isEqualTo(new Identity.Missing());
    assertThat(closed.identify(token("x", Scheme.values()), AccessTest::noWait))
        .isEqualTo(new Identity.Invalid());
    assertThat(closed.decide(Caller.ANONYMOUS, MAY_READ)).isEqualTo(Decision.DENIED);
  }

  @Test
  void aTokenIsTakenOnlyWhereItsSchemeIs() {
    Access access = closed(new Known(Scheme.DCOS, Map.of("dcos:1", caller("dcos:ops"))));
    assertThat(access.identify(token("dcos:1", Scheme.DCOS), AccessTest::noWait))
        .isEqualTo(new Identity.Known(caller("dcos:ops")));
    assertThat(access.identify(token("dcos:1", Scheme.JWT, Scheme.LOCAL), AccessTest::noWait))
        .isEqualTo(new Identity.Invalid());
  }

  @Test
  void whoClaimsCredentialsDecidesOnThem() {
    List<String> asked = new ArrayList<>();
    Verifier second =
        new Verifier() {
          @Override
          public Scheme scheme() {
            return Scheme.JWT;
          }

          @Override
          public boolean claims(Credentials credentials) {
            asked.add("second");
            return true;
          }

          @Override
          public Identity verify(Credentials credentials, Runnable beforeBlocking) {
            return new Identity.Known(caller("jwt:alice"));
          }
        };
    Access access = closed(new Known(Scheme.DCOS, Map.of()), second);
    assertThat(access.identify(token("dcos:unknown", Scheme.DCOS, Scheme.JWT), AccessTest::noWait))
        .isEqualTo(new Identity.Invalid());
    assertThat(asked).isEmpty();
  }

  @Test
  void nothingIsReadableWithoutAGrant() {
    assertThat(closed().decide(caller("jwt:mallory"), MAY_READ)).isEqualTo(Decision.DENIED);
    assertThat(closed().decide(caller("jwt:alice"), MAY_READ)).isEqualTo(Decision.ALLOWED);
    Question other = new Question(new Permission("item:a/c:read"), RESOURCE);
    assertThat(closed().decide(caller("jwt:alice"), other)).isEqualTo(Decision.DENIED);
  }

  @Test
  void aSuperuserReadsEverythingAndAdministersNothing() {
    Question administer = new Question(Permission.ADMIN, RESOURCE);
    assertThat(closed().decide(caller("dcos:ops"), MAY_READ)).isEqualTo(Decision.ALLOWED);
    assertThat(closed().decide(caller("dcos:ops"), administer)).isEqualTo(Decision.DENIED);
    assertThat(closed().decide(caller("dcos:root"), administer)).isEqualTo(Decision.ALLOWED);
    assertThat(closed().decide(caller("dcos:root"), MAY_READ)).isEqualTo(Decision.DENIED);
  }

  @Test
  void aGroupsGrantIsItsMembers() {
    Caller member =
        new Caller.Known(
            "jwt:bob", Set.of("group:readers"), Optional.empty(), Optional.empty(), LATER);
    assertThat(closed().decide(member, MAY_READ)).isEqualTo(Decision.ALLOWED);
  }

  @Test
  void credentialsThatHaveExpiredAllowNothing() {
    Caller expired = new Caller.Known("jwt:alice", NOW);
    assertThat(closed().decide(expired, MAY_READ)).isEqualTo(Decision.DENIED);
  }

  @Test
  void whoActsForAUserNeedsOneOfTheScopes() {
    Question scoped =
        new Question(READ, RESOURCE, Set.of("Item.Read.All", "Other"), Optional::empty);
    assertThat(closed().decide(delegated(Set.of("Item.Read.All")), scoped))
        .isEqualTo(Decision.ALLOWED);
    assertThat(closed().decide(delegated(Set.of("item.read.all", "x")), scoped))
        .isEqualTo(Decision.SCOPE_MISSING);
    assertThat(closed().decide(delegated(Set.of()), scoped)).isEqualTo(Decision.SCOPE_MISSING);
    assertThat(closed().decide(caller("jwt:alice"), scoped)).isEqualTo(Decision.ALLOWED);
  }

  private static Caller delegated(Set<String> scopes) {
    return new Caller.Known("jwt:alice", Set.of(), Optional.empty(), Optional.of(scopes), LATER);
  }

  @Test
  void callersOfAnotherTenantMayNotWhateverIsGranted() {
    Question owned = new Question(READ, RESOURCE, Set.of(), () -> Optional.of("t1"));
    assertThat(closed().decide(ofTenant("t1"), owned)).isEqualTo(Decision.ALLOWED);
    assertThat(closed().decide(ofTenant("t2"), owned)).isEqualTo(Decision.DENIED);
    assertThat(closed().decide(caller("jwt:alice"), owned)).isEqualTo(Decision.ALLOWED);
  }

  /** Neither how long that takes nor that it fails is for somebody to know who may not anyway. */
  @Test
  void whoseItIsIsLookedUpForWhoMayAlone() {
    List<String> lookedUp = new ArrayList<>();
    Question owned =
        new Question(
            READ,
            RESOURCE,
            Set.of("Item.Read.All"),
            () -> {
              lookedUp.add("");
              return Optional.of("t1");
            });
    Caller nobody =
        new Caller.Known("jwt:mallory", Set.of(), Optional.of("t1"), Optional.empty(), LATER);
    assertThat(closed().decide(nobody, owned)).isEqualTo(Decision.DENIED);
    assertThat(closed().decide(delegated(Set.of()), owned)).isEqualTo(Decision.SCOPE_MISSING);
    assertThat(closed().decide(caller("jwt:alice"), owned)).isEqualTo(Decision.ALLOWED);
    assertThat(lookedUp).isEmpty();
    assertThat(closed().decide(ofTenant("t1"), owned)).isEqualTo(Decision.ALLOWED);
    assertThat(lookedUp).hasSize(1);
  }

  private static Caller ofTenant(String tenant) {
    return new Caller.Known("jwt:alice", Set.of(), Optional.of(tenant), Optional.empty(), LATER);
  }

  @Test
  void aChangedGrantHoldsAtTheNextQuestion() {
    Permit permit = new Permit(closed(), caller("jwt:carol"), MAY_READ);
    assertThat(permit.holds()).isFalse();
    grants.replaceMade(new Grants(Map.of("jwt:carol", Set.of(READ))));
    assertThat(permit.holds()).isTrue();
    assertThat(closed().decide(caller("jwt:alice"), MAY_READ)).isEqualTo(Decision.ALLOWED);
    grants.replaceMade(Grants.NONE);
    assertThat(permit.holds()).isFalse();
  }

  @Test
  void credentialsDoNotPrintTheirSecrets() {
    assertThat(token("eyJhbGci", Scheme.DCOS).toString()).doesNotContain("eyJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", ":admin", "millpond:", "a::b", "a: b", "a:b\n", "a:\0"})
  void aPermissionIsPartsJoinedByColons(String name) {
    assertThatThrownBy(() -> new Permission(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
