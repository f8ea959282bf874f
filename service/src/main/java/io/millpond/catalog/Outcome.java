package io.millpond.catalog;

/** What came of a change that the administrator wants. */
public enum Outcome {
  /** There is an entry now where none was registered. */
  CREATED,
  /** The entry that was registered says something else now. */
  REPLACED,
  /** It is no longer registered. */
  DELETED,
  /** There is no such entry, whatever the source. */
  NOT_FOUND,
  /** The workspace, item or session it belongs to is not there. */
  NO_PARENT,
  /** What it belongs to is only claimed by applications, and has to be registered first. */
  PARENT_ONLY_CLAIMED,
  /** The configuration file says what this entry is. */
  CONFIGURED,
  /** Applications claim it; there is no registration that could be taken back. */
  ONLY_CLAIMED,
  /** An item of that id is in another workspace. */
  ELSEWHERE,
  /** No cluster of that name is configured. */
  NO_CLUSTER,
  /** Nothing more can be registered, or no more applications in this session. */
  FULL
}
