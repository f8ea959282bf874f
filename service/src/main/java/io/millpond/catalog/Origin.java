package io.millpond.catalog;

/** Where an entry of the catalog is from. The earlier in this list, the more it counts. */
public enum Origin {
  CONFIGURED,
  REGISTERED,
  CLAIMED
}
