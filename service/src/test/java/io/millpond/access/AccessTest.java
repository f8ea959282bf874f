package io.millpond.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final Credentials TOKEN =
      new Credentials(Optional.of("token=secret"), Optional.empty());
  private static final Credentials COOKIE =
      new Credentials(Optional.empty(), Optional.of("secret"));
  private static final List<Permission> PERMISSIONS =
      List.of(Permission.DCOS_SYSTEM_LOGS, Permission.DCOS_SYSTEM_AGENT, Permission.ADMIN);

  @Test
  void whereNothingIsRequiredEverybodyMayDoEverything() {
    Access open = Access.of(false);
    for (Credentials credentials : List.of(Credentials.NONE, TOKEN, COOKIE)) {
      assertThat(open.identify(credentials)).isEqualTo(new Identity.Known(Caller.ANONYMOUS));
    }
    assertThat(decisions(open)).containsOnly(Decision.ALLOWED);
  }

  @Test
  void whereCredentialsAreRequiredAndNoneCanBeVerifiedNobodyIsKnown() {
    Access closed = Access.of(true);
    assertThat(closed.identify(Credentials.NONE)).isEqualTo(new Identity.Missing());
    assertThat(closed.identify(TOKEN)).isEqualTo(new Identity.Invalid());
    assertThat(closed.identify(COOKIE)).isEqualTo(new Identity.Invalid());
    assertThat(decisions(closed)).containsOnly(Decision.DENIED);
  }

  @Test
  void credentialsDoNotPrintTheirSecrets() {
    assertThat(TOKEN).hasToString("Credentials[authorization=present, cookie=absent]");
    assertThat(COOKIE).hasToString("Credentials[authorization=absent, cookie=present]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "admin", ":admin", "millpond:", "a::b", "a: b", "a:b\n", "a:\0"})
  void aPermissionIsPartsJoinedByColons(String name) {
    assertThatThrownBy(() -> new Permission(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Decision> decisions(Access access) {
    return PERMISSIONS.stream()
        .map(permission ->
            access.decide(Caller.ANONYMOUS, permission, new Resource(Resource.Kind.TASK, "web")))
        .toList();
  }
}
