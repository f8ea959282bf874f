package io.millpond.logs.follow;

/** What a follower is told. */
public sealed interface TailEvent permits LineBatch, Loss {
  /** How much this weighs in a follower's backlog, in bytes. */
  int weight();
}
