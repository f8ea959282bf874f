package io.millpond.access;

/** What came of a change of grants that an administrator wants. */
public enum GrantOutcome {
  /** The principal is granted something now that was granted nothing here before. */
  CREATED,
  /** It is granted something else now. */
  REPLACED,
  /** It is granted nothing here any longer. */
  DELETED,
  /** It was granted nothing, neither here nor by the configuration. */
  NOT_FOUND,
  /** It is the configuration that grants it something, and nothing was granted here. */
  CONFIGURED,
  /** Nobody would be left who may administer. */
  LAST_ADMINISTRATOR,
  /** No more principals can be granted something. */
  FULL
}
