package io.millpond.access.tokens;

import io.millpond.access.Caller;
import io.millpond.access.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Tokens that were verified a while ago, so that the next request with one costs a hash in the
 * place of a signature. Only good ones are remembered: a forger can push out nobody. The one that
 * was not used for longest goes first. Kept is the SHA-256 of a token and not the token; who finds
 * another text of the same hash has broken the signatures, too.
 *
 * @param <V> what a token was found to say
 */
final class VerifiedTokens<V> {
  private static final int ENTRY_BYTES = 512;
  private static final int TEXT_BYTES = 64;

  private record Entry<V>(V said, BooleanSupplier isKeyHeld, int bytes) {}

  private final Function<V, Instant> end;
  private final ToIntFunction<V> size;
  private final int maxTokens;
  private final int maxBytes;
  private final LinkedHashMap<ByteBuffer, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param end from when on it counts no more
   * @param size bytes that it takes, by estimate, beside what every token takes
   */
  VerifiedTokens(Function<V, Instant> end, ToIntFunction<V> size) {
    this(end, size, Limits.MAX_VERIFIED_TOKENS, Limits.MAX_VERIFIED_BYTES);
  }

  VerifiedTokens(Function<V, Instant> end, ToIntFunction<V> size, int maxTokens, int maxBytes) {
    this.end = end;
    this.size = size;
    this.maxTokens = maxTokens;
    this.maxBytes = maxBytes;
  }

  /** Tokens that say whose they are. */
  static VerifiedTokens<Caller.Known> ofCallers() {
    return new VerifiedTokens<>(Caller.Known::expires, VerifiedTokens::size);
  }

  /** What a token says, where it was verified before, is not over and its key still counts. */
  Optional<V> find(String token, Instant now) {
    ByteBuffer hash = hash(token);
    Entry<V> entry;
    synchronized (this) {
      entry = entries.get(hash);
    }
    if (entry == null) {
      return Optional.empty();
    }
    if (now.isBefore(end.apply(entry.said)) && entry.isKeyHeld.getAsBoolean()) {
      return Optional.of(entry.said);
    }
    remove(hash);
    return Optional.empty();
  }

  /**
   * Remembers what a token says.
   *
   * @param isKeyHeld whether the key it was verified with counts at the moment
   */
  synchronized void add(String token, V said, BooleanSupplier isKeyHeld) {
    ByteBuffer hash = hash(token);
    remove(hash);
    Entry<V> entry = new Entry<>(said, isKeyHeld, ENTRY_BYTES + size.applyAsInt(said));
    entries.put(hash, entry);
    bytes += entry.bytes;
    Iterator<Map.Entry<ByteBuffer, Entry<V>>> eldest = entries.entrySet().iterator();
    while ((entries.size() > maxTokens || bytes > maxBytes) && eldest.hasNext()) {
      bytes -= eldest.next().getValue().bytes;
      eldest.remove();
    }
  }

  private synchronized void remove(ByteBuffer hash) {
    Entry<V> removed = entries.remove(hash);
    bytes -= removed == null ? 0 : removed.bytes;
  }

  static int size(Caller.Known caller) {
    int texts = 0;
    for (String group : caller.groups()) {
      texts += TEXT_BYTES + 2 * group.length();
    }
    for (String scope : caller.delegatedScopes().stream().flatMap(all -> all.stream()).toList()) {
      texts += TEXT_BYTES + 2 * scope.length();
    }
    return 2 * caller.principal().length() + texts;
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
