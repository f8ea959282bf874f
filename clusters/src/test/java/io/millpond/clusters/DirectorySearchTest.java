package io.millpond.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.logs.LogRoot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySearchTest {
  private static DirectorySearch search(int most) {
    return new DirectorySearch(id -> !id.startsWith("other"), Instant.EPOCH, () -> false, most);
  }

  @Test
  void findsEachOnceAndTheNewestFirst() {
    DirectorySearch search = search(4);
    List.of("app_1_9998", "app_1_10001", "app_1_9999", "other", "app_1_10001", "app_1_0001")
        .forEach(search::add);
    assertThat(search.ids())
        .containsExactly("app_1_10001", "app_1_9999", "app_1_9998", "app_1_0001");
    assertThat(search.isCut()).as("as many as may be").isFalse();
    assertThat(search.wants("app_1_0001")).isFalse();
    assertThat(search.wants("app_1_0002")).isTrue();
    assertThat(search.wants("other-1")).isFalse();
  }

  @Test
  void ofTooManyTheOldestGoAndThatIsTold() {
    DirectorySearch search = search(2);
    List.of("app_1_9998", "app_1_10001", "app_1_9999").forEach(search::add);
    assertThat(search.ids()).containsExactly("app_1_10001", "app_1_9999");
    assertThat(search.isCut()).isTrue();
  }

  @Test
  void whatCannotBeReadIsCountedAndWhatIsGoneIsNothing() throws IOException {
    DirectorySearch search = search(2);
    IOException first = new AccessDeniedException("one");
    for (IOException failure :
        List.of(new NoSuchFileException("gone"), first, new IOException("two"))) {
      search.attempt(() -> {
        throw failure;
      });
    }
    assertThat(search.unread()).isEqualTo(2);
    assertThat(search.failure()).contains(first);
  }

  @Test
  void stopsWithinALongDirectory(@TempDir Path directory) throws IOException {
    for (int i = 0; i < 3000; i++) {
      Files.createFile(directory.resolve("f" + i));
    }
    List<String> names = new ArrayList<>();
    DirectorySearch search =
        new DirectorySearch(_ -> true, Instant.EPOCH, () -> names.size() >= 1000);
    try (LogRoot root = LogRoot.open(directory)) {
      assertThatThrownBy(() -> search.names(root, "", names::add))
          .isInstanceOf(InterruptedIOException.class);
    }
    assertThat(names).hasSizeLessThan(3000);
  }
}
