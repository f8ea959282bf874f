package io.millpond.catalog;

import io.millpond.clusters.Application;
import io.millpond.clusters.ApplicationCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the applications of one cluster claim, at most {@link Limits#APPLICATIONS_FRESH} old where
 * the cluster answers and as old as its last answer where it does not.
 *
 * <p>However many ask, the cluster is asked once at a time, on a thread of its own, so that one
 * that is slow holds a question up for a bounded time and the other clusters not at all.
 */
final class ClaimSource {
  private static final Logger log = LoggerFactory.getLogger(ClaimSource.class);

  /**
   * @param malformed how many applications said something that cannot be read at all
   */
  record Claims(List<Claim> claims, int malformed) {
    static final Claims NONE = new Claims(List.of(), 0);
  }

  /** What the cluster told, and what that came to; the same object while nothing changes. */
  private record Told(List<Application> applications, Claims claims) {}

  private final ApplicationCluster cluster;
  private final Duration patience;
  private final Duration firstPatience;
  private @Nullable Told told;

  /** Open until the cluster has answered what it was asked last. */
  private CountDownLatch answered = new CountDownLatch(0);

  private boolean isAsked;
  private long askedNanos;
  private long answeredNanos;
  private boolean failing;

  ClaimSource(ApplicationCluster cluster, Duration patience, Duration firstPatience) {
    this.cluster = cluster;
    this.patience = patience;
    this.firstPatience = firstPatience;
  }

  /** Has the cluster asked, unless it was a moment ago. */
  synchronized void refresh() {
    long now = System.nanoTime();
    boolean isAsking = answered.getCount() > 0;
    boolean isFresh = isAsked && now - answeredNanos < Limits.APPLICATIONS_FRESH.toNanos();
    if (isAsking || isFresh) {
      return;
    }
    CountDownLatch answer = new CountDownLatch(1);
    isAsked = true;
    answered = answer;
    askedNanos = now;
    Thread.ofVirtual().name("applications of " + cluster.name()).start(() -> ask(answer));
  }

  private void ask(CountDownLatch answer) {
    try {
      heard(cluster.applications());
    } catch (IOException | RuntimeException failure) {
      failed(failure);
    } finally {
      synchronized (this) {
        answeredNanos = System.nanoTime();
      }
      answer.countDown();
    }
  }

  private void heard(List<Application> applications) {
    Told before;
    synchronized (this) {
      before = told;
      if (failing) {
        log.info("cluster {} tells of its applications again", cluster.name());
      }
      failing = false;
    }
    if (before != null && before.applications().equals(applications)) {
      return;
    }
    Told now = new Told(List.copyOf(applications), read(applications));
    synchronized (this) {
      told = now;
    }
  }

  private synchronized void failed(Exception failure) {
    if (!failing) {
      log.warn(
          "cluster {} does not tell of its applications, the last known ones count on: {}",
          cluster.name(),
          failure.toString());
    }
    failing = true;
  }

  private Claims read(List<Application> applications) {
    List<Claim> claims = new ArrayList<>();
    int malformed = 0;
    for (Application application : applications) {
      if (claims.size() + malformed >= Limits.MAX_APPLICATIONS) {
        log.warn(
            "cluster {} has more than {} applications that name a workspace, the others are left"
                + " out",
            cluster.name(),
            Limits.MAX_APPLICATIONS);
        break;
      }
      if (Claim.isMade(application)) {
        Optional<Claim> claim = Claim.of(cluster.name(), application);
        claim.ifPresent(claims::add);
        malformed += claim.isPresent() ? 0 : 1;
      }
    }
    return new Claims(List.copyOf(claims), malformed);
  }

  /**
   * What is known once the cluster has answered what {@link #refresh} asked, or has had its time to
   * answer.
   */
  Claims claims() {
    CountDownLatch answer;
    long deadline;
    synchronized (this) {
      answer = answered;
      deadline = askedNanos + (told == null ? firstPatience : patience).toNanos();
    }
    try {
      // Counted from the question, so that a cluster that hangs holds up no more than one wait.
      boolean inTime = answer.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      log.trace("cluster {} answered in time: {}", cluster.name(), inTime);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return told == null ? Claims.NONE : told.claims();
    }
  }
}
