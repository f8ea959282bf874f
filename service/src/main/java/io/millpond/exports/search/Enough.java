package io.millpond.exports.search;

import java.io.IOException;

/** Thrown by who takes what is found, where nothing that comes behind it is wanted. */
final class Enough extends IOException {
  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is nothing to fill in
  public Throwable fillInStackTrace() {
    return this;
  }
}
