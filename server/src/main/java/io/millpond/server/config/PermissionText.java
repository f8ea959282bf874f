package io.millpond.server.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The forms of principals and permissions in grants. A permission that nobody asks for would grant
 * nothing without a word, so one that is misspelled is refused.
 */
final class PermissionText {
  private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final String NAME = "[^/\\s]+";
  private static final Pattern PRINCIPAL = Pattern.compile("(oci|dcos|jwt|group):\\S(.*\\S)?");

  private static final List<Pattern> PERMISSIONS =
      List.of(
          Pattern.compile("millpond:admin"),
          Pattern.compile("dcos:superuser"),
          Pattern.compile("dcos:adminrouter:ops:system-logs"),
          Pattern.compile("dcos:adminrouter:system:agent"),
          Pattern.compile("workspace:" + UUID + ":read"),
          Pattern.compile("item:" + UUID + "/" + UUID + ":read"),
          Pattern.compile("cluster:" + NAME + "/" + NAME + "/" + NAME + ":read"));

  private PermissionText() {}

  static String principal(Value value) {
    String principal = value.text();
    if (!PRINCIPAL.matcher(principal).matches()) {
      throw value.rejected(
          value.shown()
              + " is not a principal: oci:<principal>, dcos:<uid>, jwt:<tid>/<oid>, jwt:<sub>"
              + " or group:<id>");
    }
    return principal;
  }

  static String permission(Value value) {
    String permission = value.text();
    if (PERMISSIONS.stream().noneMatch(form -> form.matcher(permission).matches())) {
      throw value.rejected(
          value.shown()
              + " is not a permission: millpond:admin, dcos:superuser,"
              + " dcos:adminrouter:ops:system-logs, dcos:adminrouter:system:agent,"
              + " workspace:<id>:read, item:<workspace>/<item>:read"
              + " or cluster:<platform>/<workspace>/<cluster>:read");
    }
    return permission;
  }
}
