package io.millpond.journal;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entry: a name and a value, which is any bytes. Immutable and safe to keep.
 *
 * <p>A field that occurs in many entries {@link #isShared is shared}: the reader gives the same
 * object again and again, and a renderer does well to leave its rendering there under its {@link
 * RenderSlot}.
 */
public final class Field {
  private static final byte UNKNOWN = 0;
  private static final byte LINE = 1;
  private static final byte TEXT = 2;
  private static final byte BINARY = 3;

  private final byte[] payload;
  private final int nameLength;
  private final int nameHash;
  private final long offset;
  private final boolean shared;
  private final boolean cut;
  private final long entries;

  /** The last name this field was found to have: the same question is asked again and again. */
  private @Nullable FieldName knownName;

  private byte kind = UNKNOWN;
  private @Nullable Object @Nullable [] renderings;

  Field(byte[] payload, int nameLength, long offset, boolean cut, long entries) {
    this.payload = payload;
    this.nameLength = nameLength;
    nameHash = hash(payload, nameLength);
    this.offset = offset;
    shared =
        entries >= Limits.MIN_SHARED_ENTRIES && payload.length <= Limits.MAX_CACHED_FIELD_BYTES;
    this.cut = cut;
    this.entries = entries;
  }

  static int hash(byte[] payload, int nameLength) {
    int hash = nameLength;
    for (int i = 0; i < nameLength; i++) {
      hash = 31 * hash + payload[i];
    }
    return hash ^ hash >>> 12;
  }

  /** The same for equal names, mostly another one for others. */
  public int nameHash() {
    return nameHash;
  }

  /** How many entries had this field when it was decoded. */
  long entries() {
    return entries;
  }

  long offset() {
    return offset;
  }

  /** The name. */
  public String name() {
    return new String(payload, 0, nameLength, StandardCharsets.UTF_8);
  }

  /** Length of the name in bytes; the name is the beginning of {@link #payload}. */
  public int nameLength() {
    return nameLength;
  }

  /** Whether this field has this name. */
  public boolean is(FieldName name) {
    if (knownName == name) {
      return true;
    }
    boolean same = name.hash() == nameHash && name.isNameOf(payload, nameLength);
    if (same) {
      knownName = name;
    }
    return same;
  }

  /** Whether both fields have the same name. */
  public boolean isNamedAs(Field other) {
    return nameHash == other.nameHash
        && Arrays.equals(payload, 0, nameLength, other.payload, 0, other.nameLength);
  }

  /** {@code NAME=value} as it is in the journal. Not a copy: read it, never write it. */
  public byte[] payload() {
    return payload;
  }

  /** Where in {@link #payload} the value begins. */
  public int valueStart() {
    return nameLength + 1;
  }

  /** Length of the value in bytes. */
  public int valueLength() {
    return payload.length - nameLength - 1;
  }

  /** A copy of the value. */
  public byte[] value() {
    return Arrays.copyOfRange(payload, valueStart(), payload.length);
  }

  /** The value as text; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(payload, valueStart(), valueLength(), StandardCharsets.UTF_8);
  }

  /** Whether the value is printable UTF-8, tabs and newlines allowed, by systemd's rule. */
  public boolean isText() {
    return kind() != BINARY;
  }

  /** Whether the value is text without tabs and newlines. */
  public boolean isLine() {
    return kind() == LINE;
  }

  private byte kind() {
    byte known = kind;
    if (known == UNKNOWN) {
      known = classify();
      kind = known;
    }
    return known;
  }

  private byte classify() {
    int from = valueStart();
    if (!Utf8.isPrintable(payload, from, payload.length, true)) {
      return BINARY;
    }
    for (int i = from; i < payload.length; i++) {
      i += Utf8.plainLength(payload, i, payload.length);
      if (i < payload.length && payload[i] >= 0 && payload[i] < ' ') {
        return TEXT;
      }
    }
    return LINE;
  }

  /** Whether the value was longer than the reader's bound (16 MiB) and lacks its end. */
  public boolean isCut() {
    return cut;
  }

  /**
   * Whether this object is given for many entries, so that a rendering left here is found again.
   */
  public boolean isShared() {
    return shared;
  }

  /** What the renderer of {@code slot} left here, or null. */
  public <T> @Nullable T rendering(RenderSlot<T> slot) {
    @Nullable Object[] all = renderings;
    Object rendering = all == null ? null : all[slot.index()];
    return rendering == null ? null : slot.cast(rendering);
  }

  /**
   * Leaves a rendering for the next entry with this field; without effect where it is not shared.
   */
  public <T> void attach(RenderSlot<T> slot, T rendering) {
    if (shared) {
      @Nullable Object[] all = renderings;
      if (all == null) {
        all = new Object[Limits.MAX_RENDER_SLOTS];
        renderings = all;
      }
      // A rendering may be a plain array: what is in it must be seen before it is.
      VarHandle.releaseFence();
      all[slot.index()] = rendering;
    }
  }

  @Override
  public String toString() {
    return name() + "=" + (isText() ? text() : "[" + valueLength() + " bytes]");
  }
}
