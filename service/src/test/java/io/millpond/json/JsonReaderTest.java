package io.millpond.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a document; what is refused of it, {@code BodyTest} has. */
final class JsonReaderTest {
  private final JsonReader reader = new JsonReader(new JsonReader.Bounds(1000, 3, 120, 5));

  private Map<String, JsonValue> read(String json) throws MalformedJsonException {
    return reader.readObject(json.getBytes(StandardCharsets.UTF_8)).members();
  }

  @Test
  void everyKindOfValueIsTold() throws MalformedJsonException {
    assertThat(read("{\"a\": \"☃\", \"b\": -7, \"c\": [1, [\"x\"]], \"d\": {\"e\": null}}"))
        .isEqualTo(
            Map.of(
                "a",
                new JsonValue.Text("☃"),
                "b",
                new JsonValue.Whole(-7),
                "c",
                new JsonValue.Items(
                    List.of(
                        new JsonValue.Whole(1),
                        new JsonValue.Items(List.of(new JsonValue.Text("x"))))),
                "d",
                new JsonValue.Members(Map.of("e", new JsonValue.Null()))));
    assertThat(read("{\"a\": true, \"c\": 99999999999999999999}").values())
        .containsOnly(new JsonValue.Other());
    assertThat(read("{\"a\": 1.5, \"b\": 15e-1}").values())
        .containsOnly(new JsonValue.Fraction(1.5));
    assertThat(read("{\"a\": 1e999}").values())
        .containsOnly(new JsonValue.Fraction(Double.POSITIVE_INFINITY));
  }

  @Test
  void boundsAreKept() throws MalformedJsonException {
    assertThat(read("{\"12345\": \"" + "x".repeat(120) + "\"}")).hasSize(1);
    assertThat(read("{\"a\": [[1]]}")).hasSize(1);
    for (String large :
        List.of(
            "{\"123456\": 1}",
            "{\"a\": \"" + "x".repeat(121) + "\"}",
            "{\"a\": [[[1]]]}",
            "{\"a\": " + "1".repeat(Limits.MAX_NUMBER_CHARS + 1) + "}")) {
      assertThatThrownBy(() -> read(large)).isInstanceOf(MalformedJsonException.class);
    }
    assertThat(read("{\"a\": " + "1".repeat(Limits.MAX_NUMBER_CHARS) + "}")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | true",
        "Application/JSON; charset=utf-8 | true",
        "application/json;charset=\"UTF-8\" | true",
        "application/json; version=1 | true",
        "application/json; charset=latin1 | false",
        "text/plain | false",
        "text/plain; application/json | false",
        "application/x-www-form-urlencoded | false",
        "multipart/form-data | false",
        "application/jsonp | false",
        "'' | false"
      })
  void onlyJsonIsJson(String contentType, boolean expected) {
    assertThat(JsonReader.isJson(contentType)).isEqualTo(expected);
  }
}
