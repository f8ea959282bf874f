package io.millpond.http;

/**
 * Thrown by {@link Exchange#beforeBlocking} out of a handler that was run on the thread that reads
 * requests: {@link FrontDoor} runs it again, from its beginning, on a thread of its own.
 */
final class NeedsOwnThread extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NeedsOwnThread() {
    super("to be run on a thread of its own", null, false, false);
  }
}
