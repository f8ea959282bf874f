package io.millpond.access.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Caller.Known ALICE = new Caller.Known("jwt:alice", NOW.plusSeconds(1));

  private static VerifiedTokens<Caller.Known> of(int maxTokens, int maxBytes) {
    return new VerifiedTokens<>(Caller.Known::expires, VerifiedTokens::size, maxTokens, maxBytes);
  }

  private static void add(VerifiedTokens<Caller.Known> tokens, String token) {
    tokens.add(token, ALICE, () -> true);
  }

  @Test
  void aTokenIsRememberedUntilItsEnd() {
    VerifiedTokens<Caller.Known> tokens = VerifiedTokens.ofCallers();
    add(tokens, "a");
    assertThat(tokens.find("a", NOW)).contains(ALICE);
    assertThat(tokens.find("b", NOW)).isEmpty();
    assertThat(tokens.find("a", ALICE.expires())).isEmpty();
    assertThat(tokens.find("a", NOW)).as("forgotten").isEmpty();
  }

  @Test
  void aTokenIsForgottenWithItsKey() {
    VerifiedTokens<Caller.Known> tokens = VerifiedTokens.ofCallers();
    AtomicBoolean isHeld = new AtomicBoolean(true);
    tokens.add("a", ALICE, isHeld::get);
    assertThat(tokens.find("a", NOW)).contains(ALICE);
    isHeld.set(false);
    assertThat(tokens.find("a", NOW)).isEmpty();
    isHeld.set(true);
    assertThat(tokens.find("a", NOW)).as("forgotten").isEmpty();
  }

  @Test
  void theOneThatWasNotUsedForLongestGoesFirst() {
    VerifiedTokens<Caller.Known> tokens = of(2, Integer.MAX_VALUE);
    add(tokens, "a");
    add(tokens, "b");
    assertThat(tokens.find("a", NOW)).isPresent();
    add(tokens, "c");
    assertThat(tokens.find("a", NOW)).isPresent();
    assertThat(tokens.find("b", NOW)).isEmpty();
    assertThat(tokens.find("c", NOW)).isPresent();
  }

  @Test
  void callersOfManyGroupsTakeMoreOfTheRoom() {
    Set<String> groups = Set.of("group:" + "x".repeat(1_000));
    Caller.Known large =
        new Caller.Known("jwt:x", groups, Optional.empty(), Optional.of(groups), ALICE.expires());
    VerifiedTokens<Caller.Known> tokens = of(100, 9_500);
    add(tokens, "small");
    tokens.add("one", large, () -> true);
    tokens.add("two", large, () -> true);
    assertThat(tokens.find("small", NOW)).isEmpty();
    assertThat(tokens.find("one", NOW)).isPresent();
    assertThat(tokens.find("two", NOW)).isPresent();
  }

  @Test
  void aTokenThatIsAddedAgainCountsOnce() {
    VerifiedTokens<Caller.Known> tokens = of(100, 1_500);
    for (int i = 0; i < 10; i++) {
      add(tokens, "a");
    }
    add(tokens, "b");
    assertThat(tokens.find("a", NOW)).isPresent();
    assertThat(tokens.find("b", NOW)).isPresent();
  }
}
