package io.millpond.catalog;

import io.millpond.clusters.ApplicationCluster;
import io.millpond.clusters.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalog of a service: what its configuration says, what its administrator has registered and
 * what the applications of its clusters claim, merged as {@link Merge} describes.
 *
 * <p>The three are merged again only where one of them has changed. What an application claims is
 * known {@link Limits#APPLICATIONS_FRESH} after its cluster tells of it, at the latest; what was
 * registered, at once.
 *
 * <p>A cluster that cannot be read leaves what it told last. Registrations that cannot be read
 * leave what the others tell: what is found there is found, but of what is not nobody can say that
 * it is not there, so that is an {@link IOException} (unchecked where the method has none).
 */
public final class StandingCatalog implements Catalog {
  private final Entries configured;
  private final Registrations registrations;
  private final Map<String, ApplicationCluster> clusters;
  private final List<ClaimSource> sources;
  private volatile Merged merged;

  /**
   * What was merged last, and of what. Comparing is quick: what has not changed is the same object.
   */
  private record Merged(Entries registered, List<ClaimSource.Claims> claims, Contents contents) {
    boolean isOf(Entries others, List<ClaimSource.Claims> otherClaims) {
      return registered.equals(others) && claims.equals(otherClaims);
    }
  }

  /** The catalog now, and why a part of it is missing. */
  private record Known(Contents contents, Optional<IOException> missing) {}

  /**
   * @param configured what the configuration says
   * @param clusters those whose applications may say where they belong, and that sessions name
   */
  public StandingCatalog(
      Entries configured, Registrations registrations, List<ApplicationCluster> clusters) {
    this(
        configured,
        registrations,
        clusters,
        Limits.APPLICATIONS_WAIT,
        Limits.FIRST_APPLICATIONS_WAIT);
  }

  StandingCatalog(
      Entries configured,
      Registrations registrations,
      List<ApplicationCluster> clusters,
      Duration patience,
      Duration firstPatience) {
    this.configured = configured;
    this.registrations = registrations;
    this.clusters = clusters.stream().collect(Collectors.toMap(Cluster::name, one -> one));
    this.sources =
        clusters.stream()
            .map(cluster -> new ClaimSource(cluster, patience, firstPatience))
            .toList();
    this.merged = new Merged(Entries.NONE, List.of(), Merge.of(configured, Entries.NONE));
  }

  @Override
  public Optional<Workspace> workspace(UUID id) {
    return unchecked(contents -> contents.workspace(id).map(Held::value));
  }

  @Override
  public Optional<String> tenant(UUID workspaceId) {
    Known known = now();
    Optional<Held<Workspace>> workspace = known.contents().workspace(workspaceId);
    boolean mayBeRegistered = workspace.filter(held -> held.origin() != Origin.CLAIMED).isEmpty();
    if (mayBeRegistered && known.missing().isPresent()) {
      throw new UncheckedIOException(unreadable(known.missing().get()));
    }
    return workspace.flatMap(held -> held.value().tenant());
  }

  @Override
  public Optional<Item> item(UUID workspaceId, UUID itemId) {
    return unchecked(contents -> contents.item(workspaceId, itemId).map(Held::value));
  }

  @Override
  public List<Session> sessions(UUID workspaceId) throws IOException {
    return whole().sessions(workspaceId).stream().map(Held::value).toList();
  }

  @Override
  public List<Session> sessions(Item item) throws IOException {
    return whole()
        .inside(item.workspaceId(), item.id())
        .map(found -> found.sessions.values().stream().map(Held::value).toList())
        .orElse(List.of());
  }

  @Override
  public Optional<Session> session(Item item, UUID livyId) throws IOException {
    return find(contents ->
        contents
            .inside(item.workspaceId(), item.id())
            .map(found -> found.sessions.get(livyId))
            .map(Held::value));
  }

  @Override
  public Optional<ApplicationCluster> cluster(Session session) {
    return Optional.ofNullable(clusters.get(session.cluster()));
  }

  /**
   * How many applications say something of where they belong that does not count, as of the last
   * question.
   */
  public int ignoredClaims() {
    return merged.contents().ignoredClaims();
  }

  /** All three sources. */
  Contents whole() throws IOException {
    Known known = now();
    if (known.missing().isPresent()) {
      throw unreadable(known.missing().get());
    }
    return known.contents();
  }

  private <T> Optional<T> unchecked(Function<Contents, Optional<T>> question) {
    try {
      return find(question);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private <T> Optional<T> find(Function<Contents, Optional<T>> question) throws IOException {
    Known known = now();
    Optional<T> found = question.apply(known.contents());
    if (found.isEmpty() && known.missing().isPresent()) {
      throw unreadable(known.missing().get());
    }
    return found;
  }

  private static IOException unreadable(IOException why) {
    return new IOException("registrations cannot be read", why);
  }

  private Known now() {
    // All are asked before the first is waited for.
    sources.forEach(ClaimSource::refresh);
    Optional<IOException> missing = Optional.empty();
    Entries registered = merged.registered();
    try {
      registered = registrations.entries();
    } catch (IOException failure) {
      missing = Optional.of(failure);
    }
    List<ClaimSource.Claims> claims = sources.stream().map(ClaimSource::claims).toList();
    Merged last = merged;
    if (!last.isOf(registered, claims)) {
      last = merge(registered, claims);
    }
    return new Known(last.contents(), missing);
  }

  /** Many may have waited for the same: it is merged by the first of them. */
  private synchronized Merged merge(Entries registered, List<ClaimSource.Claims> claims) {
    Merged before = merged;
    if (before.isOf(registered, claims)) {
      return before;
    }
    List<Claim> all = new ArrayList<>();
    int malformed = 0;
    for (ClaimSource.Claims some : claims) {
      all.addAll(some.claims());
      malformed += some.malformed();
    }
    Merged now = new Merged(registered, claims, Merge.of(configured, registered, all, malformed));
    merged = now;
    return now;
  }
}
