package io.millpond.api.dcos;

import io.millpond.journal.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of journal fields, one object a name, so that names can be told apart by identity. How
 * many are kept is bounded, as a journal may hold any number; names beyond the bound are made anew
 * each time, which costs time and nothing else.
 */
final class MemberNames {
  /** A name. */
  static final class Name implements Comparable<Name> {
    private final byte[] text;
    private final byte[] json;
    private final int hash;

    private Name(byte[] text, int hash) {
      this.text = text;
      this.hash = hash;
      ByteBuilder member = new ByteBuilder(text.length + 4).append('"');
      JsonText.append(text, 0, text.length, member);
      this.json = member.append("\":\"").toByteArray();
    }

    /** The name as the beginning of a member, up to the quote that opens its value. */
    byte[] json() {
      return json;
    }

    boolean isOf(Field field) {
      return field.nameLength() == text.length
          && Arrays.equals(field.payload(), 0, text.length, text, 0, text.length);
    }

    @Override
    public int compareTo(Name other) {
      return Arrays.compareUnsigned(text, other.text);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Name name && Arrays.equals(text, name.text);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Open addressing, never more than half full, a copy for each name that is added. */
  private volatile @Nullable Name[] table = new Name[64];

  private int count;

  Name of(Field field) {
    Name known = find(table, field);
    return known == null ? add(field) : known;
  }

  private static @Nullable Name find(@Nullable Name[] table, Field field) {
    int mask = table.length - 1;
    for (int i = field.nameHash() & mask; ; i = (i + 1) & mask) {
      Name name = table[i];
      if (name == null || (name.hash == field.nameHash() && name.isOf(field))) {
        return name;
      }
    }
  }

  private synchronized Name add(Field field) {
    Name known = find(table, field);
    if (known != null) {
      return known;
    }
    Name name = new Name(Arrays.copyOf(field.payload(), field.nameLength()), field.nameHash());
    if (count < Limits.MAX_FIELD_NAMES) {
      count++;
      @Nullable Name[] larger =
          new Name[count * 2 > table.length ? table.length * 2 : table.length];
      for (Name old : table) {
        place(old, larger);
      }
      place(name, larger);
      table = larger;
    }
    return name;
  }

  private static void place(@Nullable Name name, @Nullable Name[] into) {
    if (name != null) {
      int mask = into.length - 1;
      int i = name.hash & mask;
      while (into[i] != null) {
        i = (i + 1) & mask;
      }
      into[i] = name;
    }
  }
}
