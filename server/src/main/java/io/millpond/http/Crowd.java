package io.millpond.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All callers that are inside: how many requests and followers each has, and how fast it comes. The
 * one place that refuses what is too much, see {@link CrowdLimits}.
 *
 * <p>A caller is known by its principal, or, where nobody asks for one, by its address. One that
 * has nothing and has done nothing lately is forgotten.
 */
public final class Crowd {
  private final CrowdLimits limits;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger followers = new AtomicInteger();

  /**
   * Keys are principals and {@link RemoteAddress}es. A guest changes only while it is held here.
   */
  private final Map<Object, Guest> guests = new ConcurrentHashMap<>();

  private final AtomicLong nextSweep = new AtomicLong(System.nanoTime());

  public Crowd(CrowdLimits limits) {
    this.limits = limits;
  }

  /**
   * Lets a request of a known caller in, until it has ended. A request is let in once, however
   * often that is asked for.
   *
   * @throws Throttled where the caller, or all callers together, have too many
   */
  public void enter(Exchange exchange, String principal) {
    enter(exchange, Optional.of(principal), limits.caller());
  }

  /** As above for a caller of whom nothing is known but the address. */
  public void enter(Exchange exchange) {
    Optional<RemoteAddress> address = exchange.origin();
    enter(exchange, address, bounds(address));
  }

  private void enter(Exchange exchange, Optional<?> key, CrowdLimits.Each bounds) {
    if (exchange.attached(Visit.class).isPresent()) {
      return;
    }
    Visit visit = new Visit(bounds.equals(CrowdLimits.Each.NONE) ? Optional.empty() : key, bounds);
    visit.begin();
    exchange.attach(Visit.class, visit);
    exchange.whenEnded(visit::end);
  }

  private CrowdLimits.Each bounds(Optional<RemoteAddress> address) {
    return address.filter(RemoteAddress::isLoopback).isPresent()
        ? limits.loopback()
        : limits.caller();
  }

  /**
   * Refuses to look at credentials from where too many came that are nobody's.
   *
   * @throws Throttled where that is so
   */
  public void requireTrust(Exchange exchange) {
    Optional<RemoteAddress> address = exchange.origin();
    if (address.isPresent() && guests.containsKey(address.get())) {
      long now = System.nanoTime();
      guests.computeIfPresent(address.get(), (key, guest) -> guest.requireTrust(now));
    }
  }

  /** Notes that the credentials of a request are nobody's. */
  public void failed(Exchange exchange) {
    Optional<RemoteAddress> address = exchange.origin();
    CrowdLimits.Each bounds = bounds(address);
    if (address.isPresent() && bounds.failuresPerSecond() > 0) {
      long now = System.nanoTime();
      sweep(now);
      guests.compute(address.get(), (key, known) -> guest(known, bounds, now).failed(now));
    }
  }

  private static Guest guest(@Nullable Guest known, CrowdLimits.Each bounds, long now) {
    return known == null ? new Guest(bounds, now) : known;
  }

  private void sweep(long now) {
    long due = nextSweep.get();
    if (now - due >= 0 && nextSweep.compareAndSet(due, now + Limits.CALLERS_SWEEP.toNanos())) {
      guests.keySet().forEach(key -> guests.computeIfPresent(key, (same, one) -> one.ifUsed(now)));
    }
  }

  /** How many callers are remembered. */
  int remembered() {
    return guests.size();
  }

  private static void take(AtomicInteger count, int max, Duration retryAfter) {
    if (count.incrementAndGet() > max && max > 0) {
      count.decrementAndGet();
      throw new Throttled(retryAfter);
    }
  }

  /** One request that was let in. */
  final class Visit {
    private final Optional<?> key;
    private final CrowdLimits.Each bounds;
    private boolean follows;
    private boolean ended;

    /**
     * @param key of the caller; empty where it has no bounds
     */
    private Visit(Optional<?> key, CrowdLimits.Each bounds) {
      this.key = key;
      this.bounds = bounds;
    }

    private void begin() {
      take(requests, limits.requests(), Limits.REQUESTS_RETRY);
      try {
        long now = System.nanoTime();
        key.ifPresent(caller -> {
          sweep(now);
          guests.compute(caller, (same, known) -> guest(known, bounds, now).enter(now));
        });
      } catch (Throttled tooMany) {
        requests.decrementAndGet();
        throw tooMany;
      }
    }

    /**
     * Counts it as a follower from now on.
     *
     * @throws Throttled where there are too many
     */
    synchronized void follow() {
      if (ended || follows) {
        return;
      }
      take(followers, limits.followers(), Limits.FOLLOWERS_RETRY);
      try {
        key.ifPresent(caller -> guests.computeIfPresent(caller, (same, guest) -> guest.follow()));
      } catch (Throttled tooMany) {
        followers.decrementAndGet();
        throw tooMany;
      }
      follows = true;
      requests.decrementAndGet();
    }

    private synchronized void end() {
      ended = true;
      (follows ? followers : requests).decrementAndGet();
      long now = System.nanoTime();
      key.ifPresent(
          caller -> guests.computeIfPresent(caller, (same, guest) -> guest.leave(follows, now)));
    }
  }
}
