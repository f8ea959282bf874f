package io.millpond.api.aidp;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Decision;
import io.millpond.access.Identity;
import io.millpond.access.Permission;
import io.millpond.access.Question;
import io.millpond.access.Resource;
import io.millpond.access.Scheme;
import io.millpond.access.Scopes;
import io.millpond.api.Doorkeeper;
import io.millpond.api.RequestCredentials;
import io.millpond.api.Window;
import io.millpond.exports.ClusterDirectory;
import io.millpond.exports.ClusterRef;
import io.millpond.exports.Creator;
import io.millpond.exports.ExportFile;
import io.millpond.exports.ExportRequest;
import io.millpond.exports.LinkOwner;
import io.millpond.exports.Operation;
import io.millpond.exports.PlatformCluster;
import io.millpond.http.Exchange;
import io.millpond.http.PercentCode;
import java.util.Collection;
import java.util.Set;

/**
 * Who is asking, and what they may know of: what is not theirs is as unknown as what does not
 * exist.
 */
final class Callers {
  private static final Set<Scheme> TOKENS = Set.of(Scheme.JWT, Scheme.LOCAL);

  private final Doorkeeper doorkeeper;
  private final ClusterDirectory directory;

  Callers(Doorkeeper doorkeeper, ClusterDirectory directory) {
    this.doorkeeper = doorkeeper;
    this.directory = directory;
  }

  /** Who is asking; 401 where that is nobody. */
  Caller caller(Exchange exchange) {
    if (doorkeeper.identify(exchange, Callers::credentials)
        instanceof Identity.Known(Caller known, var body)) {
      return known;
    }
    throw AidpProblem.unauthenticated();
  }

  /** Lets a request pass that is to show the secret of a link and nothing else. */
  void expectLink(Exchange exchange) {
    doorkeeper.requireRecord(exchange);
    doorkeeper.admitUnnamed(exchange);
  }

  /** Notes that a link is nobody's. */
  void failed(Exchange exchange) {
    doorkeeper.failed(exchange);
  }

  /** Has the audit trail say what a link has led to, and who asked for that. */
  void linkOpened(Exchange exchange, ExportFile file) {
    doorkeeper.linkOpened(exchange, file.createdBy(), "export", file.operationKey());
  }

  private static Credentials credentials(Exchange exchange) {
    return RequestCredentials.signedOrBearer(exchange, TOKENS);
  }

  /** Who is asking, as what they ask for remembers them. */
  Creator creator(Exchange exchange) {
    return switch (caller(exchange)) {
      case Caller.Known known -> new Creator(known.principal(), known.groups());
      case Caller.Anonymous nobody -> new Creator(nobody.principal(), Set.of());
    };
  }

  /** Whether a link may still be read: as long as whoever asked for it may read the cluster. */
  boolean mayStillRead(LinkOwner owner) {
    return doorkeeper.mayNow(owner.principals(), question(owner.cluster()));
  }

  /** Whether a caller may read the logs of a cluster. */
  boolean mayRead(Caller caller, ClusterRef cluster) {
    return doorkeeper.mayKnowOf(caller, question(cluster));
  }

  private static Question question(ClusterRef cluster) {
    String name =
        PercentCode.encodeSegment(cluster.platform())
            + "/"
            + PercentCode.encodeSegment(cluster.workspace())
            + "/"
            + PercentCode.encodeSegment(cluster.cluster());
    return new Question(
        new Permission("cluster:" + name + ":read"),
        new Resource(Resource.Kind.CLUSTER, name),
        Scopes.ALL);
  }

  /** Whether a caller may see an operation and how far it is: whoever began it always may. */
  boolean maySee(Caller caller, Operation operation) {
    return isOwn(caller, operation) || mayRead(caller, operation.cluster());
  }

  /** Whether a caller began an operation, and is let say so by whom they act for. */
  boolean isOwn(Caller caller, Operation operation) {
    return operation.createdBy().equals(caller.principal())
        && (!(caller instanceof Caller.Known known) || known.isLet(Scopes.ALL));
  }

  /** The cluster of the path, which is there and may be read. */
  PlatformCluster cluster(Exchange exchange) {
    ClusterRef ref =
        new ClusterRef(
            platformId(exchange), key(exchange, "workspaceKey"), key(exchange, "clusterKey"));
    Caller caller = caller(exchange);
    Decision decision = doorkeeper.decide(exchange, caller, question(ref));
    return directory
        .find(ref)
        .filter(one -> decision == Decision.ALLOWED)
        .orElseThrow(AidpProblem::notFound);
  }

  /**
   * Refuses a caller who may know of nothing in a place that may not even be there.
   *
   * @param isThere whether it is
   * @param visible what of it the caller may see
   */
  void requireKnown(boolean isThere, Collection<?> visible) {
    if (!isThere || (doorkeeper.isRequired() && visible.isEmpty())) {
      throw AidpProblem.notFound();
    }
  }

  /** Has the audit trail say which time a request is about. */
  static void window(Exchange exchange, ExportRequest request) {
    exchange.attach(Window.class, new Window(request.timeBegin() + "/" + request.timeEnd()));
  }

  /** The platform's id as the path has it. */
  static String platformId(Exchange exchange) {
    return bounded(exchange, "aiDataPlatformId", Limits.MAX_PLATFORM_CHARS);
  }

  /** The key of an operation as the path has it. */
  static String operationKey(Exchange exchange) {
    return bounded(exchange, "asyncOperationKey", Limits.MAX_OPERATION_KEY_CHARS);
  }

  /** The key of a workspace or a cluster as the path has it. */
  static String key(Exchange exchange, String variable) {
    return bounded(exchange, variable, Limits.MAX_KEY_CHARS);
  }

  private static String bounded(Exchange exchange, String variable, int maxChars) {
    String value = exchange.variable(variable);
    if (value.length() > maxChars || value.chars().anyMatch(Character::isISOControl)) {
      throw AidpProblem.invalidPath(variable);
    }
    return value;
  }
}
