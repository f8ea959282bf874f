package io.millpond.http;

/**
 * How much callers may have and do, all of them and each. 0 is no bound.
 *
 * @param requests that go on at a time, of all callers
 * @param followers at a time, of all callers
 * @param caller of each caller
 * @param loopback of each address of this machine, which may be a proxy that many are behind
 */
public record CrowdLimits(int requests, int followers, Each caller, Each loopback) {
  /** No bounds at all. */
  public static final CrowdLimits NONE = new CrowdLimits(0, 0, Each.NONE, Each.NONE);

  /**
   * The bounds of one caller.
   *
   * @param requests that go on at a time, followers not among them
   * @param requestsPerSecond begun, as many at once at most
   * @param followers at a time
   * @param failuresPerSecond requests from one address whose credentials are nobody's
   */
  public record Each(int requests, int requestsPerSecond, int followers, int failuresPerSecond) {
    static final Each NONE = new Each(0, 0, 0, 0);
  }
}
