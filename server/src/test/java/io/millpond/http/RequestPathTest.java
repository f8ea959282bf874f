package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @Test
  void anEncodedSlashIsPartOfASegment() {
    assertThat(RequestPath.parse("/file/dir%2Finner/download").segments())
        .containsExactly("file", "dir/inner", "download");
  }

  @Test
  void aSlashAtTheEndIsAnEmptySegment() {
    assertThat(RequestPath.parse("/component/").segments()).containsExactly("component", "");
    assertThat(RequestPath.parse("/component/").isUnclean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/a//b, /a/b",
    "//a, /a",
    "/a/./b, /a/b",
    "/a/../b, /b",
    "/../../b, /b",
    "/a/%2e%2E/b, /b",
    "/a/..%2fb, /b",
    "/a/x%2f..%2f..%2f..%2fetc, /etc",
    "/a/.., /",
    "/a/b/../, /a/",
    "/a b/../%20, /%20",
    "/a%3fb/., /a%3Fb",
    "/a//x%2fy/download, /a/x%2Fy/download",
    "/a/x%2fy/../b, /a/b",
  })
  void unclean(String raw, String cleaned) {
    RequestPath path = RequestPath.parse(raw);
    assertThat(path.isUnclean()).isTrue();
    assertThat(path.cleaned()).isEqualTo(cleaned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/...", "/a/..b/.c", "/a/b..%2Fc", "/%252e%252e/a"})
  void clean(String raw) {
    assertThat(RequestPath.parse(raw).isUnclean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a/b", "/%", "/%zz", "/a%00b", "/%ff", "/%c0%ae"})
  void malformed(String raw) {
    assertThatThrownBy(() -> RequestPath.parse(raw))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }
}
