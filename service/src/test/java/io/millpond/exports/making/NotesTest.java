package io.millpond.exports.making;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.TestingRequest;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotesTest {
  /** Filters of requests, those to come included. */
  private static final List<String> FILTERS =
      Stream.of(ExportRequest.class.getRecordComponents())
          .filter(component -> component.getType() == Optional.class)
          .map(RecordComponent::getName)
          .filter(name -> !name.equals("clientContext"))
          .toList();

  @ParameterizedTest
  @EnumSource(ExportRequest.Form.class)
  void allThatWasAskedForIsSaid(ExportRequest.Form form) {
    TestingRequest request = TestingRequest.of("driver");
    FILTERS.forEach(name -> request.with(name, "value of " + name));
    Making.Order order =
        new Making.Order(new ClusterRef("p", "w", "c"), "name", request.as(form).build());
    String line = Notes.of(form).first(order);
    for (String name : FILTERS) {
      assertThat(line).contains(name).contains("\"value of " + name + "\"");
    }
  }
}
