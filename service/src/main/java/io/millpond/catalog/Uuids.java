package io.millpond.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of workspaces, items and sessions: how they are spelled, and made where there are none. */
public final class Uuids {
  /** The namespace of the ids made here; a random UUID that never changes. */
  private static final UUID NAMESPACE = UUID.fromString("5f0c1d9e-2a4b-4a53-9d55-0b1f6d6c7e21");

  private static final Pattern CANONICAL =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

  private Uuids() {}

  /**
   * Reads an id of 32 hexadecimal digits in groups of 8-4-4-4-12, any case; {@link UUID#fromString}
   * would take shorter groups, too.
   */
  public static Optional<UUID> parse(String text) {
    return CANONICAL.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** Open-source Livy's two kinds of sessions, each of which it counts from 0. */
  public enum LivyKind {
    SESSION("session"),
    BATCH("batch");

    private final String word;

    LivyKind(String word) {
      this.word = word;
    }

    /** As it is spelled in Livy's paths and tags, without the plural. */
    public String word() {
      return word;
    }
  }

  /**
   * The id of a session that open-source Livy numbers: always the same for the same three.
   *
   * @param cluster the name of the cluster the Livy server submits to
   * @param id Livy's number, from 0
   */
  public static UUID ofLivy(String cluster, LivyKind kind, long id) {
    if (id < 0) {
      throw new IllegalArgumentException("Livy counts from 0");
    }
    return named(cluster + '\0' + kind.word() + '\0' + id);
  }

  /** The id of the session an application has to itself where it names none. */
  static UUID ofApplication(String cluster, String applicationId) {
    return named(cluster + '\0' + "application" + '\0' + applicationId);
  }

  /** A version 5 UUID (RFC 9562, section 5.5). */
  private static UUID named(String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    sha1.update(
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
