package io.millpond.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one caller has and does. Changed by one thread at a time, see {@link Crowd}. */
final class Guest {
  private final CrowdLimits.Each bounds;
  private final Bucket begun;
  private final Bucket failed;
  private int requests;
  private int followers;

  Guest(CrowdLimits.Each bounds, long now) {
    this.bounds = bounds;
    this.begun = new Bucket(bounds.requestsPerSecond(), now);
    this.failed = new Bucket(bounds.failuresPerSecond(), now);
  }

  Guest enter(long now) {
    requireToken(begun, now);
    if (bounds.requests() > 0 && requests >= bounds.requests()) {
      throw new Throttled(Limits.REQUESTS_RETRY);
    }
    begun.take(now);
    requests++;
    return this;
  }

  Guest follow() {
    if (bounds.followers() > 0 && followers >= bounds.followers()) {
      throw new Throttled(Limits.FOLLOWERS_RETRY);
    }
    requests--;
    followers++;
    return this;
  }

  /** This, or nothing where there is nothing to remember. */
  @Nullable Guest leave(boolean follower, long now) {
    if (follower) {
      followers--;
    } else {
      requests--;
    }
    return ifUsed(now);
  }

  Guest failed(long now) {
    failed.take(now);
    return this;
  }

  /** Refuses to have it try again where it failed too often. */
  Guest requireTrust(long now) {
    requireToken(failed, now);
    return this;
  }

  private static void requireToken(Bucket bucket, long now) {
    long wait = bucket.waitNanos(now);
    if (wait > 0) {
      throw new Throttled(Duration.ofNanos(wait));
    }
  }

  /** This, or nothing where there is nothing to remember. */
  @Nullable Guest ifUsed(long now) {
    boolean isUnused = requests == 0 && followers == 0 && begun.isFull(now) && failed.isFull(now);
    return isUnused ? null : this;
  }
}
