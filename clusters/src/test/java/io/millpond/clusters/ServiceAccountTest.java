package io.millpond.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountTest {
  private static final Instant START = Instant.parse("2026-11-20T04:00:00Z");
  private static final Instant END = START.plusSeconds(60);
  private static final Instant LATER = END.plusSeconds(1);

  private static ServiceAccount told(RunState state, Instant at) {
    return new ServiceAccount(state, Optional.of(START.minusSeconds(9)), Optional.of(LATER), at);
  }

  private static Run ended(RunState state) {
    return new Run(state, Optional.of(START), Optional.of(END));
  }

  private static Run open(RunState state) {
    return new Run(state, Optional.of(START), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "KILLED,    SUCCEEDED, KILLED",
    "FAILED,    SUCCEEDED, FAILED",
    "SUCCEEDED, FAILED,    FAILED",
    "SUCCEEDED, UNKNOWN,   SUCCEEDED",
    "UNKNOWN,   FAILED,    FAILED",
    "KILLED,    FAILED,    KILLED",
  })
  void ofTwoEndsTheWorseCounts(RunState service, RunState log, RunState expected) {
    assertThat(told(service, LATER).with(ended(log), LATER)).isEqualTo(ended(expected));
  }

  @ParameterizedTest
  @CsvSource({"KILLED", "SUCCEEDED", "UNKNOWN"})
  void aLogWithoutAnEndHasThatOfTheService(RunState service) {
    assertThat(told(service, LATER).with(open(RunState.RUNNING), LATER))
        .isEqualTo(new Run(service, Optional.of(START), Optional.of(LATER)));
  }

  @Test
  void whoRunsAfterTheEndOfItsLogStillRuns() {
    assertThat(told(RunState.RUNNING, LATER).with(ended(RunState.SUCCEEDED), LATER))
        .isEqualTo(open(RunState.RUNNING));
  }

  @Test
  void anEndInTheLogCountsAgainstWhatWasToldBefore() {
    assertThat(told(RunState.RUNNING, END).with(ended(RunState.SUCCEEDED), LATER))
        .isEqualTo(ended(RunState.SUCCEEDED));
  }

  @Test
  void aServiceThatIsGoneIsNotBelievedForLong() {
    ServiceAccount account = told(RunState.RUNNING, END);
    Instant until = END.plus(Limits.SERVICE_RUN_TRUST);
    assertThat(account.with(open(RunState.UNKNOWN), until)).isEqualTo(open(RunState.RUNNING));
    assertThat(account.with(open(RunState.UNKNOWN), until.plusMillis(1)))
        .isEqualTo(open(RunState.UNKNOWN));
    assertThat(told(RunState.KILLED, END).with(open(RunState.UNKNOWN), until.plusMillis(1)).state())
        .isEqualTo(RunState.KILLED);
  }

  @Test
  void whatHasNoLogBeganWhenTheServiceSays() {
    assertThat(told(RunState.WAITING, END).with(Run.UNKNOWN, END.plus(Duration.ofSeconds(1))))
        .isEqualTo(new Run(RunState.WAITING, Optional.of(START.minusSeconds(9)), Optional.empty()));
  }
}
