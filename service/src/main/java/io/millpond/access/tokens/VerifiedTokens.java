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

/**
 * Tokens that were verified a while ago, so that the next request with one costs a hash. Only good
 * ones are remembered: a forger can push out nobody. The one that was not used for longest goes
 * first. Kept is the SHA-256 of a token and not the token; who finds another text of the same hash
 * has broken the signatures, too.
 */
final class VerifiedTokens {
  private static final int ENTRY_BYTES = 512;
  private static final int TEXT_BYTES = 64;

  private record Entry(Caller.Known caller, BooleanSupplier isKeyHeld, int bytes) {}

  private final int maxTokens;
  private final int maxBytes;
  private final LinkedHashMap<ByteBuffer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  VerifiedTokens() {
    this(Limits.MAX_VERIFIED_TOKENS, Limits.MAX_VERIFIED_BYTES);
  }

  VerifiedTokens(int maxTokens, int maxBytes) {
    this.maxTokens = maxTokens;
    this.maxBytes = maxBytes;
  }

  /** Whose a token is, where it was verified before, is not over and its key still counts. */
  Optional<Caller.Known> find(String token, Instant now) {
    ByteBuffer hash = hash(token);
    Entry entry;
    synchronized (this) {
      entry = entries.get(hash);
    }
    if (entry == null) {
      return Optional.empty();
    }
    if (now.isBefore(entry.caller.expires()) && entry.isKeyHeld.getAsBoolean()) {
      return Optional.of(entry.caller);
    }
    remove(hash);
    return Optional.empty();
  }

  /**
   * Remembers whose a token is.
   *
   * @param isKeyHeld whether the key it was verified with counts at the moment
   */
  synchronized void add(String token, Caller.Known caller, BooleanSupplier isKeyHeld) {
    ByteBuffer hash = hash(token);
    remove(hash);
    Entry entry = new Entry(caller, isKeyHeld, bytes(caller));
    entries.put(hash, entry);
    bytes += entry.bytes;
    Iterator<Map.Entry<ByteBuffer, Entry>> eldest = entries.entrySet().iterator();
    while ((entries.size() > maxTokens || bytes > maxBytes) && eldest.hasNext()) {
      bytes -= eldest.next().getValue().bytes;
      eldest.remove();
    }
  }

  private synchronized void remove(ByteBuffer hash) {
    Entry removed = entries.remove(hash);
    bytes -= removed == null ? 0 : removed.bytes;
  }

  private static int bytes(Caller.Known caller) {
    int texts = 0;
    for (String group : caller.groups()) {
      texts += TEXT_BYTES + 2 * group.length();
    }
    for (String scope : caller.delegatedScopes().stream().flatMap(all -> all.stream()).toList()) {
      texts += TEXT_BYTES + 2 * scope.length();
    }
    return ENTRY_BYTES + 2 * caller.principal().length() + texts;
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
