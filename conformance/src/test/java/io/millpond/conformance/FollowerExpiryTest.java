package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static io.millpond.conformance.Visitors.Tenant.OURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who follows a log with a token follows it as long as the token is good. */
class FollowerExpiryTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(GuardedNode::prepareClosed);

  /** That a token signed elsewhere counts longer than it says, for clocks that differ. */
  private static final long SKEW_SECONDS = 60;

  private static final String TARGET = SANDBOX + "/five";

  /** Somebody who follows with a token that is about to expire, and what the token is sent as. */
  private record Following(Follower follower, Attempt.Credentials credentials) {
    static Following begin(Callable<Attempt.Credentials> credentials) throws Exception {
      Attempt.Credentials one = credentials.call();
      return new Following(
          Follower.open(SERVER.base(), TARGET, one.of("GET", TARGET, "").getFirst()), one);
    }

    void assertCutOff() {
      follower.awaitThat(
          Limits.FOLLOW_TIMEOUT, one -> one.state() != Follower.State.OPEN, "end of the stream");
      assertThat(follower.state()).as("not ended: broken off").isEqualTo(Follower.State.BROKEN_OFF);
      RawResponse again = SERVER.send("GET", TARGET, "", credentials.of("GET", TARGET, ""));
      assertThat(again.status()).as("%s", again).isEqualTo(401);
    }
  }

  /** On a machine that is too slow to use a token in its time, with another one. */
  private static Following follow(Callable<Attempt.Credentials> credentials) {
    return await()
        .ignoreExceptionsInstanceOf(AssertionError.class)
        .until(() -> Following.begin(credentials), one -> true);
  }

  @Test
  void whoseTokenExpiresIsCutOffWithinSeconds() {
    LocalTokens tokens = new LocalTokens(SERVER.directory());
    String ofAnIssuer = Visitors.jwt(OURS, Visitors.USER);
    List<Following> expiring = new ArrayList<>();
    try (Follower lasting =
        Follower.open(SERVER.base(), TARGET, "Authorization: Bearer " + ofAnIssuer)) {
      lasting.awaitEvents(5);
      expiring.add(follow(expiringIssued(tokens)));
      expiring.add(
          follow(() -> Visitors.token(Visitors.dcos(Visitors.LOGS_USER, 3 - SKEW_SECONDS))));
      expiring.add(
          follow(() ->
              Visitors.bearer(
                  Visitors.jwt(OURS, Visitors.USER, Visitors.AUDIENCE, 3 - SKEW_SECONDS, ""))));
      expiring.forEach(Following::assertCutOff);
      lasting.assertOrderly();
    } finally {
      expiring.forEach(one -> one.follower.close());
    }
  }

  /** Of {@code millpond token}, whose clock is the service's; each is good for longer. */
  private static Callable<Attempt.Credentials> expiringIssued(LocalTokens tokens) {
    Duration[] lifetime = {Duration.ofSeconds(1)};
    return () -> {
      lifetime[0] = lifetime[0].multipliedBy(2);
      String expires = lifetime[0].toSeconds() + "s";
      return Attempt.Credentials.line(tokens.issue(localName(), "--expires", expires).header());
    };
  }

  private static String localName() {
    return LocalVisitors.LOGS.principal().substring("local:".length());
  }
}
