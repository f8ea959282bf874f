package io.millpond.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrantFormsTest {
  private static final String ID = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci:alice",
        "dcos:a b",
        "jwt:t/o",
        "jwt:https://issuer/x#y",
        "group:Grüße",
        "local:ci",
        "local:a.b_c@d+e-1"
      })
  void principals(String text) {
    assertThat(GrantForms.isPrincipal(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bob",
        "oci:",
        "oci: a",
        "oci:a ",
        "OCI:a",
        "user:a",
        "oci:a\nb",
        "oci:a\0b",
        "oci:a\u0085b",
        "local:",
        "local:-x",
        "local:a b",
        "local:a\"b",
        "local:a/b",
        "local:ü"
      })
  void noPrincipals(String text) {
    assertThat(GrantForms.isPrincipal(text)).isFalse();
  }

  @Test
  void aLocalNameHasItsBound() {
    assertThat(GrantForms.isLocalName("x".repeat(128))).isTrue();
    assertThat(GrantForms.isLocalName("x".repeat(129))).isFalse();
  }

  /** UUIDs of requests are asked for in lower case: one in capitals would have granted nothing. */
  @Test
  void idsCountInAnyCase() {
    String capitals = ID.toUpperCase(Locale.ROOT);
    assertThat(GrantForms.permission("workspace:" + capitals + ":read"))
        .contains(new Permission("workspace:" + ID + ":read"));
    assertThat(GrantForms.permission("item:" + capitals + "/" + ID + ":read"))
        .contains(new Permission("item:" + ID + "/" + ID + ":read"));
    assertThat(GrantForms.permission("cluster:P/W/C:read"))
        .contains(new Permission("cluster:P/W/C:read"));
  }

  /** As the name of a cluster with such characters is asked for. */
  @Test
  void namesOfClustersAreEscaped() {
    String name = "cluster:ocid1.a_b~c-1/ws%201%2Fx/%C3%BC:read";
    assertThat(GrantForms.permission(name)).contains(new Permission(name));
  }

  @Test
  void aLongNameIsReadLikeAnyOther() {
    String longest = "cluster:a/b/" + "%C3".repeat(100_000) + ":read";
    assertThat(GrantForms.permission(longest)).contains(new Permission(longest));
    assertThat(new Permission("a" + ":b".repeat(100_000)).isReading()).isTrue();
    assertThat(GrantForms.permission("cluster:a/b/" + ":c".repeat(100_000) + ":read")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "admin",
        "millpond:admins",
        "Millpond:admin",
        "dcos:superuser ",
        "workspace:x:read",
        "workspace:6e335e92-a2a2-4b5a-970a-bd6a89fbb765",
        "workspace:6e335e92-a2a2-4b5a-970a-bd6a89fbb765:write",
        "item:6e335e92-a2a2-4b5a-970a-bd6a89fbb765:read",
        "cluster:a/b:read",
        "cluster:a/b/c/d:read",
        "cluster:a::b/c/d:read",
        "cluster:a/b/\0:read",
        "cluster:a/b/c+d:read",
        "cluster:a/b/c:d:read",
        "cluster:a/b/Grüße:read",
        "cluster:a/b/c%2f:read",
        "cluster:a/b/c%2:read",
        "*"
      })
  void noPermissions(String text) {
    assertThat(GrantForms.permission(text)).isEmpty();
  }
}
