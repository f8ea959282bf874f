package io.millpond.logs.follow;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who follow one log; followers with equal framers share what they are sent. */
final class Audience {
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  boolean isEmpty() {
    return subscriptions.isEmpty();
  }

  /** Adds a follower, or lets one begin anew: what it was told before is forgotten. */
  void add(Subscription subscription) {
    subscriptions.remove(subscription);
    subscription.restart();
    for (Subscription other : subscriptions) {
      if (other.framer().equals(subscription.framer())) {
        subscription.shareFramer(other.framer());
        break;
      }
    }
    subscriptions.add(subscription);
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  void fail() {
    subscriptions.forEach(Subscription::fail);
  }

  void cut() {
    subscriptions.forEach(Subscription::cut);
  }

  void tell(TailEvent event) {
    // Equal framers are one object here: with thousands of followers comparing them is a cost.
    IdentityHashMap<Framer, Delivery> shared = new IdentityHashMap<>();
    for (Subscription subscription : subscriptions) {
      Framer framer = subscription.framer();
      subscription.offer(shared.computeIfAbsent(framer, unframed -> new Delivery(event, unframed)));
    }
  }
}
