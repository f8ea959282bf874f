package io.millpond.api.aidp;

import io.millpond.access.Caller;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Exports;
import io.millpond.exports.Operation;
import io.millpond.exports.Refusal;
import io.millpond.http.Exchange;
import io.millpond.http.Validators;
import io.millpond.json.JsonBody;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells of the operations of a platform, and cancels them. */
final class Operations {
  private final Callers callers;
  private final ClusterDirectory directory;
  private final Exports exports;

  Operations(Callers callers, ClusterDirectory directory, Exports exports) {
    this.callers = callers;
    this.directory = directory;
    this.exports = exports;
  }

  /** Where an operation is in a list: by its time, of those of the same time by its key. */
  private record Place(Instant started, String key) {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::started).thenComparing(Place::key);

    static Place of(Operation operation) {
      return new Place(operation.timeStarted(), operation.key());
    }

    String text() {
      return started.getEpochSecond() + "." + started.getNano() + "/" + key;
    }

    static Place parse(String text) {
      int dot = text.indexOf('.');
      int slash = text.indexOf('/');
      if (dot < 0 || slash < dot) {
        throw new IllegalArgumentException(text);
      }
      long seconds = Long.parseLong(text.substring(0, dot));
      int nanos = Integer.parseInt(text.substring(dot + 1, slash));
      try {
        return new Place(Instant.ofEpochSecond(seconds, nanos), text.substring(slash + 1));
      } catch (DateTimeException | ArithmeticException outOfRange) {
        throw new IllegalArgumentException(text, outOfRange);
      }
    }
  }

  void get(Exchange exchange) throws IOException {
    send(exchange, find(exchange));
  }

  private Operation find(Exchange exchange) throws IOException {
    String platform = Callers.platformId(exchange);
    String key = Callers.operationKey(exchange);
    Caller caller = callers.caller(exchange);
    // Looked up whether there is such a platform or not: it takes the same time, and fails alike.
    return exports
        .operation(platform, key)
        .filter(operation -> directory.exists(platform))
        .filter(operation -> callers.maySee(caller, operation))
        .orElseThrow(AidpProblem::notFound);
  }

  void cancel(Exchange exchange) throws IOException {
    Downloads.retryToken(exchange);
    Operation before = find(exchange);
    if (!validators(before).isMatched(exchange)) {
      throw AidpProblem.noMatch();
    }
    try {
      send(
          exchange,
          exports.cancel(
              callers.caller(exchange).principal(), before.cluster().platform(), before.key()));
    } catch (Refusal refused) {
      throw AidpProblem.of(refused);
    }
  }

  private static Validators validators(Operation operation) {
    return Validators.of(
        Hash.of(operation.key(), operation.status(), operation.statusDetails()),
        operation.timeFinished().orElse(operation.timeStarted()));
  }

  private static void send(Exchange exchange, Operation operation) {
    exchange.with("etag", validators(operation).etag());
    exchange.send(200, JsonBody.TYPE, JsonBody.of(json -> OperationJson.write(json, operation)));
  }

  void list(Exchange exchange) throws IOException {
    String platform = Callers.platformId(exchange);
    Caller caller = callers.caller(exchange);
    boolean isThere = directory.exists(platform);
    Map<ClusterRef, Boolean> readable = new HashMap<>();
    // Looked up whether there is such a platform or not, and the grants are asked once a cluster:
    // how long a refusal takes does not tell what there is.
    List<Operation> visible =
        exports.operations(platform).stream()
            .filter(operation -> isThere)
            .filter(operation ->
                callers.isOwn(caller, operation)
                    || readable.computeIfAbsent(
                        operation.cluster(), cluster -> callers.mayRead(caller, cluster)))
            .toList();
    if (visible.isEmpty()) {
      callers.requireKnown(
          isThere,
          directory.clusters(platform).stream()
              .filter(cluster -> callers.mayRead(caller, cluster.ref()))
              .toList());
    }
    ListQuery query = new ListQuery(exchange.query());
    Filter filter = Filter.read(query);
    query.sortBy("timeStarted", "timeCreated");
    boolean ascending = query.isAscending(false);
    Pages<Operation, Place> pages =
        new Pages<>(
            ascending ? Place.ORDER : Place.ORDER.reversed(), Place::of, Place::text, Place::parse);
    List<Operation> page =
        pages.page(
            exchange,
            query,
            visible.stream().filter(filter.of(caller)),
            Hash.of(platform, filter, ascending));
    exchange.send(200, JsonBody.TYPE, JsonBody.of(json -> OperationJson.list(json, page)));
  }

  /** What a list is to hold. */
  private record Filter(
      Optional<String> resourceType,
      Optional<String> status,
      Optional<String> resourceName,
      boolean isExact,
      boolean isOwn) {
    static Filter read(ListQuery query) {
      Filter filter =
          new Filter(
              query.text("resourceType").map(Filter::upper),
              query.text("status").map(Filter::upper),
              query.name("resourceName"),
              query.flag("matchResourceName"),
              query.flag("shouldFilterByCallingPrincipal"));
      if (filter.resourceType().isEmpty() && filter.status().isEmpty()) {
        throw AidpProblem.missing("ResourceType or Status filter need to be specified");
      }
      return filter;
    }

    private static String upper(String text) {
      return text.toUpperCase(Locale.ROOT);
    }

    Predicate<Operation> of(Caller caller) {
      return operation ->
          resourceType.map(OperationJson.RESOURCE_TYPE::equals).orElse(true)
              && status.map(operation.status().name()::equals).orElse(true)
              && resourceName.map(name -> isNamed(operation, name)).orElse(true)
              && (!isOwn || operation.createdBy().equals(caller.principal()));
    }

    private boolean isNamed(Operation operation, String name) {
      String own = OperationJson.resourceName(operation);
      return isExact ? own.equals(name) : own.startsWith(name);
    }
  }
}
