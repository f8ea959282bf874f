package io.millpond.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of principals and permissions in grants, wherever a grant is made. A permission that
 * nobody asks for would grant nothing without a word, so one that is misspelled is refused.
 */
public final class GrantForms {
  /** For messages: the forms of a principal. */
  public static final String PRINCIPALS =
      "oci:<principal>, dcos:<uid>, jwt:<tid>/<oid>, jwt:<sub>, local:<name> or group:<id>";

  /** For messages: the forms of a permission. */
  public static final String PERMISSIONS =
      "millpond:admin, dcos:superuser, dcos:adminrouter:ops:system-logs,"
          + " dcos:adminrouter:system:agent, workspace:<id>:read, item:<workspace>/<item>:read"
          + " or cluster:<platform>/<workspace>/<cluster>:read (percent-encoded)";

  private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  /**
   * As the name of a cluster is asked for: of an id only what may stand in a URL is not escaped.
   */
  private static final String NAME = "(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})++";

  private static final Pattern LOCAL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");
  private static final Pattern OTHERS_PRINCIPAL =
      Pattern.compile("(oci|dcos|jwt|group):\\S(.*\\S)?");

  /** Those that have ids, which are asked for in lower case. */
  private static final Pattern WITH_IDS =
      Pattern.compile("workspace:" + UUID + ":read|item:" + UUID + "/" + UUID + ":read");

  private static final List<Pattern> OTHERS =
      List.of(
          Pattern.compile("millpond:admin"),
          Pattern.compile("dcos:superuser"),
          Pattern.compile("dcos:adminrouter:ops:system-logs"),
          Pattern.compile("dcos:adminrouter:system:agent"),
          Pattern.compile("cluster:" + NAME + "/" + NAME + "/" + NAME + ":read"));

  private GrantForms() {}

  /** Whether a token can be issued to this name: 1 to 128 letters, digits and {@code ._@+-}. */
  public static boolean isLocalName(String name) {
    return LOCAL_NAME.matcher(name).matches();
  }

  /** Whether this is how a principal is named. */
  public static boolean isPrincipal(String text) {
    String local = Scheme.LOCAL.principal("");
    return text.startsWith(local)
        ? isLocalName(text.substring(local.length()))
        : OTHERS_PRINCIPAL.matcher(text).matches()
            && text.chars().noneMatch(Character::isISOControl);
  }

  /** The permission of this name, spelled as it is asked for; empty where there is none. */
  public static Optional<Permission> permission(String text) {
    Matcher withIds = WITH_IDS.matcher(text);
    if (withIds.matches()) {
      return Optional.of(new Permission(text.toLowerCase(Locale.ROOT)));
    }
    return OTHERS.stream().anyMatch(form -> form.matcher(text).matches())
        ? Permission.parse(text)
        : Optional.empty();
  }
}
