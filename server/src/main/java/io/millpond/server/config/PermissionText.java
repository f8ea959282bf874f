package io.millpond.server.config;

import io.millpond.access.GrantForms;
import io.millpond.access.Permission;

/** Reads principals and permissions of grants. */
final class PermissionText {
  private PermissionText() {}

  static String principal(Value value) {
    String principal = value.text();
    if (!GrantForms.isPrincipal(principal)) {
      throw value.rejected(value.shown() + " is not a principal: " + GrantForms.PRINCIPALS);
    }
    return principal;
  }

  /** The permission, spelled as it is asked for. */
  static String permission(Value value) {
    return GrantForms.permission(value.text())
        .map(Permission::name)
        .orElseThrow(() ->
            value.rejected(value.shown() + " is not a permission: " + GrantForms.PERMISSIONS));
  }
}
