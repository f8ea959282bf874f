package io.millpond.api.aidp;

import io.millpond.exports.Accepted;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.Exports;
import io.millpond.exports.Link;
import io.millpond.exports.LinkAnswer;
import io.millpond.exports.LinkOwner;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Exports that are kept in memory and never made; what was asked is remembered. */
final class TestingExports implements Exports {
  static final Instant STARTED = Instant.parse("2026-11-20T10:00:00.123456Z");
  static final String SECRET = "s3cret_s3cret-s3cret_s3cret-s3cret_s3cret-43";

  static final String OBJECT = "a dir/ETL é.log";

  /** A call of {@link #accept}. */
  record Call(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> token) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  final Map<String, Operation> operations = new LinkedHashMap<>();
  final List<Duration> waits = new CopyOnWriteArrayList<>();
  final List<Link> links = new ArrayList<>();
  volatile LinkOwner owner = new LinkOwner(AidpServer.ETL, List.of("oci:alice", "group:ops"));
  volatile LinkAnswer answer = new LinkAnswer.NoObject();
  Refusal.@Nullable Reason refusal;
  boolean isBroken;

  static Operation operation(String key, ClusterRef cluster, Operation.Status status, Instant at) {
    return new Operation(
        key,
        cluster,
        "ETL",
        "anonymous",
        DownloadRequest.read(
            RequestText.parse(AidpServer.BODY.getBytes(StandardCharsets.UTF_8)),
            ExportRequest.Form.TEXT,
            Optional.empty()),
        at,
        status.isFinal() ? Optional.of(at.plusSeconds(5)) : Optional.empty(),
        status,
        "",
        status == Operation.Status.FAILED ? Optional.of("InternalServerError") : Optional.empty(),
        status == Operation.Status.FAILED ? Optional.of("the disk is full") : Optional.empty(),
        status == Operation.Status.SUCCEEDED
            ? Optional.of("{\"files\":1,\"complete\":true}")
            : Optional.empty());
  }

  void add(Operation operation) {
    operations.put(operation.key(), operation);
  }

  private void check() throws Refusal, IOException {
    Refusal.Reason reason = refusal;
    if (reason != null) {
      throw new Refusal(reason);
    }
    checkDisk();
  }

  private void checkDisk() throws IOException {
    if (isBroken) {
      throw new IOException("/srv/secret/place: input/output error");
    }
  }

  @Override
  public Accepted accept(
      Creator creator,
      ClusterRef cluster,
      String clusterName,
      ExportRequest request,
      Optional<String> retryToken)
      throws Refusal, IOException {
    check();
    calls.add(new Call(creator, cluster, clusterName, request, retryToken));
    return new Accepted("op-1", new Link(SECRET, "millpond", "exports", OBJECT));
  }

  @Override
  public Optional<Operation> operation(String platform, String key) throws IOException {
    checkDisk();
    return Optional.ofNullable(operations.get(key))
        .filter(operation -> operation.cluster().platform().equals(platform));
  }

  @Override
  public List<Operation> operations(String platform) throws IOException {
    checkDisk();
    return operations.values().stream()
        .filter(operation -> operation.cluster().platform().equals(platform))
        .toList();
  }

  @Override
  public Operation cancel(String caller, String platform, String key) throws Refusal, IOException {
    check();
    Operation before = operation(platform, key).orElseThrow();
    Operation after =
        operation(key, before.cluster(), Operation.Status.CANCELED, before.timeStarted());
    add(after);
    return after;
  }

  @Override
  public Optional<LinkOwner> owner(Link link) throws IOException {
    if (isBroken) {
      throw new IOException("/srv/secret/place: input/output error");
    }
    return link.secret().equals(SECRET) ? Optional.of(owner) : Optional.empty();
  }

  @Override
  public LinkAnswer open(Link link, Duration wait) throws IOException {
    checkDisk();
    links.add(link);
    waits.add(wait);
    if (!link.secret().equals(SECRET)) {
      return new LinkAnswer.Unknown();
    }
    return link.object().equals(OBJECT) ? answer : new LinkAnswer.NoObject();
  }
}
