package io.millpond.api.aidp;

import io.millpond.exports.ExportFile;
import io.millpond.exports.Exports;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.PublishedFiles;
import io.millpond.http.Exchange;
import io.millpond.http.FileAnswer;
import io.millpond.http.Query;
import io.millpond.http.Validators;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Serves the files of exports to whoever has a link, as Object Storage serves a pre-authenticated
 * request: the secret in the path is all that is asked for. It is read on behalf of whoever asked
 * for the export, and no longer than they may read the cluster.
 *
 * <p>The text of logs is anybody's, and the query of a link may name the type it is sent as. So
 * only types are taken that no browser runs or draws, and the page that one may make of it is shut
 * in.
 */
final class Links {
  /** A query's parameter and the header it sets. */
  private record HeaderOf(String parameter, String header) {}

  private static final List<HeaderOf> OVERRIDES =
      List.of(
          new HeaderOf("httpResponseContentDisposition", "Content-Disposition"),
          new HeaderOf("httpResponseCacheControl", "Cache-Control"),
          new HeaderOf("httpResponseContentLanguage", "Content-Language"),
          new HeaderOf("httpResponseContentEncoding", "Content-Encoding"),
          new HeaderOf("httpResponseExpires", "Expires"));

  private static final String CONTENT_TYPE = "httpResponseContentType";
  private static final Pattern HARMLESS_TYPE =
      Pattern.compile(
          "(text/(plain|csv|tab-separated-values)|binary/octet-stream"
              + "|application/(octet-stream|json|jsonl|x-ndjson|gzip|x-gzip|force-download"
              + "|x-download))"
              + "( *; *charset=\"?[a-z0-9_-]{1,40}\"?)?");

  /** Names that {@code Content-Encoding} knows. */
  private static final Set<String> ENCODINGS = Set.of("identity", "gzip", "x-gzip", "deflate");

  private final Callers callers;
  private final Exports exports;
  private final PublishedFiles files;

  Links(Callers callers, Exports exports, PublishedFiles files) {
    this.callers = callers;
    this.exports = exports;
    this.files = files;
  }

  void open(Exchange exchange) throws IOException, InterruptedException {
    exchange
        .header(RequestId.CLIENT_HEADER)
        .or(() -> exchange.header(RequestId.HEADER))
        .filter(RequestId::isValid)
        .ifPresent(id -> exchange.with(RequestId.CLIENT_HEADER, id));
    Link link =
        new Link(
            exchange.variable("secret"),
            exchange.variable("namespace"),
            exchange.variable("bucket"),
            exchange.variable("object"));
    requireGood(exchange, link);
    LinkAnswer answer = exports.open(link, Limits.LINK_WAIT);
    // That may have taken its time.
    requireGood(exchange, link);
    switch (answer) {
      case LinkAnswer.Found(ExportFile file) -> {
        callers.linkOpened(exchange, file);
        send(exchange, file);
      }
      case LinkAnswer.Unknown nobodys -> throw nobodys(exchange);
      case LinkAnswer.NoObject none -> throw AidpProblem.noObject();
    }
  }

  /** A link whose creator may no longer read is as unknown as one that never was. */
  private void requireGood(Exchange exchange, Link link) throws IOException {
    if (exports.owner(link).filter(callers::mayStillRead).isEmpty()) {
      throw nobodys(exchange);
    }
  }

  private AidpProblem nobodys(Exchange exchange) {
    callers.failed(exchange);
    return AidpProblem.unknownLink();
  }

  private void send(Exchange exchange, ExportFile file) throws IOException {
    Query query = exchange.query();
    FileForm.check(query, file);
    if (query.first("versionId").filter(version -> !version.equals(file.etag())).isPresent()) {
      throw AidpProblem.noObject();
    }
    String contentType = contentType(query).orElse(file.mediaType());
    for (HeaderOf override : OVERRIDES) {
      value(query, override.parameter())
          .ifPresent(value -> exchange.with(override.header(), value));
    }
    if (exchange.header("Range").isEmpty()) {
      exchange.with("Content-MD5", file.md5());
    }
    exchange
        .with("storage-tier", "Standard")
        .with("version-id", file.etag())
        .with("x-api-id", "native")
        .with("Content-Security-Policy", "default-src 'none'; sandbox");
    Validators validators = Validators.of(file.etag(), file.lastModified());
    FileAnswer.send(exchange, lease(file), new FileAnswer.Terms(contentType, validators, 1));
  }

  private SharedFiles.Lease lease(ExportFile file) throws IOException {
    try {
      return files.open(file);
    } catch (NoSuchFileException expired) {
      throw AidpProblem.unknownLink();
    }
  }

  private static Optional<String> contentType(Query query) {
    Optional<String> type = value(query, CONTENT_TYPE);
    if (type.filter(some -> !HARMLESS_TYPE.matcher(some.toLowerCase(Locale.ROOT)).matches())
        .isPresent()) {
      throw AidpProblem.invalid(CONTENT_TYPE + " must be a type of plain text or of plain bytes");
    }
    return type;
  }

  /** What is to be in a header: one line of what may stand there. */
  private static Optional<String> value(Query query, String parameter) {
    Optional<String> value = query.first(parameter);
    if (value
        .filter(some ->
            some.length() > Limits.MAX_OVERRIDE_CHARS
                || some.chars().anyMatch(c -> c < ' ' || c > '~')
                || (parameter.endsWith("Encoding") && !ENCODINGS.contains(some)))
        .isPresent()) {
      throw AidpProblem.invalid(parameter + " must be a value for a header, in ASCII");
    }
    return value;
  }
}
