package io.millpond.api.fabric;

import io.millpond.catalog.LivyLogs;
import io.millpond.catalog.LivyRuns;
import io.millpond.catalog.Session;
import io.millpond.clusters.Container;
import io.millpond.clusters.StoredFile;
import io.millpond.http.ContentAnswer;
import io.millpond.http.Exchange;
import io.millpond.json.JsonBody;
import io.millpond.logs.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The log routes: metadata and content of driver, executor and Livy logs, and event logs. */
final class Logs {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String GZIP = "application/gzip";

  private final Chain chain;
  private final LivyLogs livyLogs;
  private final LivyRuns livyRuns;
  private final OptionalLong offsetLimit;

  Logs(Chain chain, LivyLogs livyLogs, LivyRuns livyRuns, OptionalLong offsetLimit) {
    this.chain = chain;
    this.livyLogs = livyLogs;
    this.livyRuns = livyRuns;
    this.offsetLimit = offsetLimit;
  }

  void ofLastAttempt(Exchange exchange) throws IOException {
    answer(exchange, Optional.empty());
  }

  void ofAttempt(Exchange exchange) throws IOException {
    answer(exchange, Optional.of(exchange.variable("attemptId")));
  }

  private void answer(Exchange exchange, Optional<String> attempt) throws IOException {
    LogRequest request = LogRequest.parse(new Parameters(exchange.query()), offsetLimit);
    switch (request) {
      case LogRequest.OfSession livy -> ofSession(exchange, livy, attempt);
      case LogRequest.OfRun log -> ofRun(exchange, chain.run(exchange, attempt), log, attempt);
    }
  }

  private void ofSession(Exchange exchange, LogRequest.OfSession request, Optional<String> attempt)
      throws IOException {
    StoredFile log = livyLog(exchange, attempt);
    switch (request) {
      case LogRequest.LivyMeta meta ->
          sendJson(exchange, JsonBody.of(json -> LogMetaJson.file(json, log, true)));
      case LogRequest.LivyContent content -> sendContent(exchange, log, content.slice());
    }
  }

  private void ofRun(
      Exchange exchange, Chain.Run run, LogRequest.OfRun request, Optional<String> attempt)
      throws IOException {
    switch (request) {
      case LogRequest.DriverMeta(String name) -> {
        Container driver = driver(run);
        StoredFile file = file(run, driver, name);
        sendJson(exchange, JsonBody.of(json -> LogMetaJson.one(json, driver, file)));
      }
      case LogRequest.RollingMeta rolling -> {
        Container driver = driver(run);
        List<StoredFile> files = files(run, driver, rolling.prefix());
        int from = (int) Math.min(rolling.page().offset(), files.size());
        int to = (int) Math.min(from + rolling.page().maxResults(), files.size());
        LogMetaJson.Listing listing = new LogMetaJson.Listing(driver, files.subList(from, to));
        sendJson(exchange, JsonBody.of(json -> LogMetaJson.rolling(json, listing)));
      }
      case LogRequest.DriverContent content -> {
        Container driver = driver(run);
        if (content.containerId().filter(id -> !id.equals(driver.id())).isPresent()) {
          throw FabricProblem.noLog();
        }
        sendContent(exchange, file(run, driver, content.fileName()), content.slice());
      }
      case LogRequest.ExecutorMeta meta -> {
        List<LogMetaJson.Listing> listings = listings(run, meta);
        sendJson(exchange, JsonBody.of(json -> LogMetaJson.executors(json, listings)));
      }
      case LogRequest.ExecutorContent content -> {
        Container container =
            run.attempt().container(content.containerId()).orElseThrow(FabricProblem::noLog);
        sendContent(
            exchange,
            file(run, container, content.fileName()),
            new LogRequest.Slice(false, 0, OptionalLong.of(content.size())));
      }
      case LogRequest.EventLog log -> eventLogs(exchange, run, attempt);
    }
  }

  private static Container driver(Chain.Run run) {
    return run.attempt().driver().orElseThrow(FabricProblem::noLog);
  }

  private static StoredFile file(Chain.Run run, Container container, String name)
      throws IOException {
    return run.cluster().file(run.application(), container, name).orElseThrow(FabricProblem::noLog);
  }

  private static List<StoredFile> files(Chain.Run run, Container container, Optional<String> prefix)
      throws IOException {
    List<StoredFile> files = run.cluster().files(run.application(), container);
    return prefix.isEmpty()
        ? files
        : files.stream().filter(file -> file.name().startsWith(prefix.get())).toList();
  }

  /** Pages over files, not containers; a container without a file in the page is left out. */
  private static List<LogMetaJson.Listing> listings(Chain.Run run, LogRequest.ExecutorMeta meta)
      throws IOException {
    List<Container> containers =
        meta.containerId().isEmpty()
            ? run.attempt().containers()
            : List.of(
                run.attempt()
                    .container(meta.containerId().get())
                    .orElseThrow(FabricProblem::noLog));
    List<LogMetaJson.Listing> listings = new ArrayList<>();
    long skip = meta.page().offset();
    long left = meta.page().maxResults();
    for (Container container : containers) {
      if (left == 0) {
        break;
      }
      List<StoredFile> files = files(run, container, meta.prefix());
      int from = (int) Math.min(skip, files.size());
      int to = (int) Math.min(from + left, files.size());
      skip -= from;
      left -= to - from;
      if (to > from) {
        listings.add(new LogMetaJson.Listing(container, files.subList(from, to)));
      }
    }
    return listings;
  }

  /** The session's Livy log; the application in the path is not looked up, only its form. */
  private StoredFile livyLog(Exchange exchange, Optional<String> attempt) throws IOException {
    Chain.applicationId(exchange);
    attempt.ifPresent(Chain::attemptNumber);
    Session session = chain.session(exchange);
    return livyLogs.of(session).or(() -> livyRuns.log(session)).orElseThrow(FabricProblem::noLog);
  }

  private static void eventLogs(Exchange exchange, Chain.Run run, Optional<String> attempt)
      throws IOException {
    OptionalInt number =
        attempt.isPresent() ? OptionalInt.of(run.attempt().number()) : OptionalInt.empty();
    List<StoredFile> files = run.cluster().eventLogs(run.application(), number);
    if (files.isEmpty()) {
      throw FabricProblem.noLog();
    }
    EventLogZip.send(exchange, run.application().id(), number, files);
  }

  private static void sendJson(Exchange exchange, byte[] body) {
    exchange.send(200, JsonBody.TYPE_WITH_CHARSET, body);
  }

  private static void sendContent(Exchange exchange, StoredFile file, LogRequest.Slice slice)
      throws IOException {
    try (Content content = file.open()) {
      if (slice.isDownload()) {
        exchange.with("Content-Disposition", Attachment.of(file.name()));
      }
      ContentAnswer.send(
          exchange,
          content,
          slice.first(content.length()),
          slice.count(content.length()),
          file.name().endsWith(".gz") ? GZIP : TEXT);
    }
  }
}
