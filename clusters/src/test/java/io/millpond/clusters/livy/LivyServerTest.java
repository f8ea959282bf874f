package io.millpond.clusters.livy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.StandInService;
import io.millpond.clusters.StoredFile;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.logs.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivyServerTest {
  private static final String LIST = "?from=0&size=10000";
  private static final String APPLICATION = "application_1795147326305_0001";

  private static InputStream json(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<LivyReader.Listed> listed(String session) throws IOException {
    return LivyReader.sessions(json("{\"from\":0,\"total\":1,\"sessions\":[" + session + "]}"));
  }

  @Test
  void sessionsAndBatchesAreToldApart() throws IOException {
    try (StandInService service = new StandInService();
        LivyServer livy = new LivyServer(service.asked())) {
      service.with("/sessions" + LIST, "{\"sessions\":[{\"id\":3,\"state\":\"idle\"}]}");
      service.with(
          "/batches" + LIST,
          "{\"sessions\":[{\"id\":3,\"state\":\"dead\",\"appId\":\"%s\"}]}".formatted(APPLICATION));
      List<LivyRun> runs = livy.runs();
      assertThat(runs)
          .extracting(LivyRun::kind)
          .containsExactly(LivyRun.Kind.SESSION, LivyRun.Kind.BATCH);
      assertThat(runs)
          .extracting(LivyRun::applicationId)
          .containsExactly(Optional.empty(), Optional.of(APPLICATION));
      assertThat(livy.runs()).isSameAs(runs);
    }
  }

  @Test
  void aLogIsItsLines() throws IOException {
    try (StandInService service = new StandInService();
        LivyServer livy = new LivyServer(service.asked())) {
      service.with("/batches/3/log?size=1000", "{\"log\":[\"one\",2,\"three\\nfour\"]}");
      LivyRun run = new LivyRun(LivyRun.Kind.BATCH, 3, Optional.empty(), Optional.empty());
      StoredFile log = livy.log(run, "livy.log").orElseThrow();
      assertThat(log.length()).isEqualTo(16);
      try (Content content = log.open();
          InputStream in = ((Content.Decoded) content).from(4)) {
        assertThat(in).hasContent("\nthree\nfour\n");
      }
      LivyRun other = new LivyRun(LivyRun.Kind.SESSION, 3, Optional.empty(), Optional.empty());
      assertThat(livy.log(other, "livy.log")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "not_started, WAITING",
    "starting, WAITING",
    "recovering, WAITING",
    "idle, RUNNING",
    "busy, RUNNING",
    "running, RUNNING",
    "shutting_down, RUNNING",
    "success, SUCCEEDED",
    "dead, FAILED",
    "error, FAILED",
    "killed, KILLED",
  })
  void itsWordsForStatesAreKnown(String word, RunState expected) throws IOException {
    assertThat(listed("{\"id\":0,\"state\":\"%s\"}".formatted(word)).getFirst().state())
        .contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "[]", "{}", "{\"id\":\"1\"}", "{\"id\":-1}", "{\"id\":1e10}", "{\"id\":{}}"})
  void rubbishIsLeftOut(String session) throws IOException {
    assertThat(listed(session)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"../x\"", "\"a/b\"", "7", "null", "\"\"", "[\"app-1\"]"})
  void whatIsNoIdOfAnApplicationIsNone(String id) throws IOException {
    LivyReader.Listed session = listed("{\"id\":1,\"state\":[],\"appId\":" + id + "}").getFirst();
    assertThat(session.applicationId()).isEmpty();
    assertThat(session.state()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "<html>", "{\"sessions\":{}}", "{\"sessions\":["})
  void whatIsNoAnswerIsRefused(String text) {
    assertThatThrownBy(() -> LivyReader.sessions(json(text)))
        .isInstanceOf(DocumentUnavailableException.class);
    assertThatThrownBy(() -> LivyReader.log(json(text.replace("sessions", "log"))))
        .isInstanceOf(DocumentUnavailableException.class);
  }

  @Test
  void answersHaveBounds() throws IOException {
    String sessions =
        IntStream.rangeClosed(0, Limits.MAX_LIVY_SESSIONS)
            .mapToObj("{\"id\":%d}"::formatted)
            .collect(Collectors.joining(","));
    assertThat(listed(sessions)).hasSize(Limits.MAX_LIVY_SESSIONS);
    String line = "\"" + "x".repeat(1022) + "\",";
    int lines = Limits.MAX_LIVY_LOG_BYTES / line.length();
    assertThat(LivyReader.log(json("{\"log\":[" + line.repeat(lines - 100) + "\"\"]}")))
        .hasSizeGreaterThan(1 << 20);
    assertThatThrownBy(
            () -> LivyReader.log(json("{\"log\":[" + line.repeat(lines + 100) + "\"\"]}")))
        .hasMessageContaining("too large");
  }
}
