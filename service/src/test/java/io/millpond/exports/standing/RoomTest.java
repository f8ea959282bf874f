package io.millpond.exports.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.database.Database;
import io.millpond.exports.Accepted;
import io.millpond.exports.Operation;
import io.millpond.exports.Room;
import io.millpond.exports.search.TestingLogs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bytes that exports may take. */
@Timeout(240)
final class RoomTest {
  private static final long LARGE = 1 << 30;

  @TempDir private Path data;
  @TempDir private Path logFolder;
  private final TestingClock clock = new TestingClock();
  private TestingLogs logs;

  @BeforeEach
  void start() throws IOException {
    logs = new TestingLogs(logFolder);
    logs.add("spark-driver", "stderr", "a", "26/11/20 04:00:01 INFO A: message\n".repeat(1000));
  }

  @AfterEach
  void stop() throws IOException {
    logs.close();
  }

  private Service service(Room room) {
    return new Service(
        Database.embedded(data), data, new TestingSources(logs.files()), clock, room);
  }

  @Test
  void whatIsLongerThanOneMayBeFailsWithAReasonAndLeavesNothing() throws Exception {
    Room room = new Room(LARGE, 10_000);
    try (Service service = service(room)) {
      Operation ended = service.ended(service.accept(Requests.ALL));
      assertThat(ended.status()).isEqualTo(Operation.Status.FAILED);
      assertThat(ended.errorCode()).contains("LimitExceeded");
      assertThat(ended.errorMessage().orElseThrow()).contains("longer than 10000 bytes");
      assertThat(service.files()).isEmpty();
      logs.files().clear();
      assertThat(service.file(service.accept(Requests.ALL)).length()).isPositive();
    }
  }

  @Test
  void whenAllIsTakenNothingIsAcceptedUntilLinksHaveExpired() throws Exception {
    long length;
    try (Service service = service(Room.unbounded())) {
      length = service.file(service.accept(Requests.ALL)).length();
    }
    // While it is made an export takes it twice: as it was found, and in its order.
    try (Service service = service(new Room(4 * length, LARGE))) {
      Accepted second = service.accept(Requests.ALL);
      service.file(second);
      Operation third = service.ended(service.accept(Requests.ALL));
      assertThat(third.errorCode()).contains("LimitExceeded");
      assertThat(third.errorMessage().orElseThrow()).contains("together");
      assertThat(service.files()).hasSize(2);
    }
    try (Service service = service(new Room(2 * length, LARGE))) {
      assertThatThrownBy(() -> service.accept(Requests.ALL)).hasMessage("NO_ROOM");
      clock.move(Service.LINK_LIFETIME);
      service.exports.sweep();
      assertThat(service.files()).isEmpty();
      logs.files().clear();
      assertThat(service.file(service.accept(Requests.ALL)).length()).isPositive();
    }
  }
}
