package io.millpond.access;

import java.util.Locale;

/**
 * What is to be read or done, for the decision and for the audit trail.
 *
 * @param kind what sort of thing
 * @param name which one, as the request names it: unverified, of any length, not fit for a line of
 *     a log unescaped
 */
public record Resource(Kind kind, String name) {
  /** The sorts of things that can be asked for. */
  public enum Kind {
    /** The journal of a node, all of it or one component's. */
    COMPONENT,
    /** A task by id or name, to be found. */
    TASK,
    /** The files of a sandbox. */
    SANDBOX,
    /** A workspace of the catalog, or an item with its sessions and logs. */
    ITEM,
    /** A cluster of a data platform, with its logs. */
    CLUSTER,
    /** The administrator's API and what it tells of the service. */
    ADMINISTRATION;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** What the audit trail calls it. */
    public String word() {
      return word;
    }
  }
}
