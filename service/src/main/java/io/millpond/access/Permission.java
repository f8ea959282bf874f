package io.millpond.access;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A right to do something, spelled as the documents that publish it and the grants of the
 * configuration do.
 *
 * @param name parts joined by colons, such as {@code dcos:adminrouter:ops:system-logs}
 */
public record Permission(String name) {
  /** Nothing is tried twice: that of a long name would take a stack as deep. */
  private static final Pattern NAME =
      Pattern.compile("[^:\\s\\p{Cntrl}]++(?::[^:\\s\\p{Cntrl}]++)++");

  /** {@code /system/v1/logs/v2/}: components and tasks of a node (DC/OS Logging API v2, Auth). */
  public static final Permission DCOS_SYSTEM_LOGS =
      new Permission("dcos:adminrouter:ops:system-logs");

  /** {@code /system/v1/agent/{agent_id}/logs/v2/} (DC/OS Logging API v2, Auth). */
  public static final Permission DCOS_SYSTEM_AGENT =
      new Permission("dcos:adminrouter:system:agent");

  /** Every permission to read. */
  public static final Permission SUPERUSER = new Permission("dcos:superuser");

  /** The administrator's API. */
  public static final Permission ADMIN = new Permission("millpond:admin");

  /**
   * @throws IllegalArgumentException unless the name is two or more parts joined by colons
   */
  public Permission {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a permission is two or more parts joined by colons");
    }
  }

  /** The permission of that name; empty where it is no name of one. */
  static Optional<Permission> parse(String name) {
    return NAME.matcher(name).matches() ? Optional.of(new Permission(name)) : Optional.empty();
  }

  /** Whether it is one to read, as all but the administrator's are. */
  public boolean isReading() {
    return !equals(ADMIN);
  }
}
