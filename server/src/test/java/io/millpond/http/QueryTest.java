package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QueryTest {
  @Test
  void theFirstOfARepeatedParameterCounts() {
    assertThat(Query.parse("skip=1&skip=2").first("skip")).contains("1");
    assertThat(Query.parse("filter=a:b&x=1&filter=c:d").all("filter"))
        .containsExactly("a:b", "c:d");
  }

  @Test
  void anEmptyValueIsAsGoodAsNone() {
    assertThat(Query.parse("skip=&limit").first("skip")).isEmpty();
    assertThat(Query.parse("skip=&limit").first("limit")).isEmpty();
    assertThat(Query.parse(null).first("skip")).isEmpty();
    assertThat(Query.parse("&&=&").all("")).isEmpty();
  }

  @Test
  void aSemicolonBelongsToTheValue() {
    assertThat(Query.parse("cursor=s=1;i=2;b=3&limit=1").first("cursor")).contains("s=1;i=2;b=3");
  }

  @Test
  void namesAndValuesAreDecoded() {
    assertThat(Query.parse("fil%74er=MESSAGE%3Aa+b%26c").first("filter")).contains("MESSAGE:a b&c");
  }

  @Test
  void keepsTheRawText() {
    assertThat(Query.parse("a=%zz".replace("%zz", "%20")).raw()).isEqualTo("a=%20");
  }

  @Test
  void theRawTextIsFitForALocationHeader() {
    Query query = Query.parse("filter=MESSAGE:grö€ %41🚀");
    assertThat(query.raw()).isEqualTo("filter=MESSAGE:gr%C3%B6%E2%82%AC%20%41%F0%9F%9A%80");
    assertThat(Query.parse(query.raw()).all("filter")).isEqualTo(query.all("filter"));
  }

  @Test
  void refusesMalformedEscapes() {
    assertThatThrownBy(() -> Query.parse("a=%zz"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }
}
