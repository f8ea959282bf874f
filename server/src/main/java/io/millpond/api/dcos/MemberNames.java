package io.millpond.api.dcos;

import io.millpond.journal.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

    private Name(byte[] text) {
      this.text = text;
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
      return Arrays.hashCode(text);
    }
  }

  private final Map<String, Name> known = new ConcurrentHashMap<>();

  Name of(Field field) {
    String text = new String(field.payload(), 0, field.nameLength(), StandardCharsets.ISO_8859_1);
    Name name = known.get(text);
    if (name == null) {
      name = new Name(text.getBytes(StandardCharsets.ISO_8859_1));
      if (known.size() < Limits.MAX_FIELD_NAMES) {
        Name first = known.putIfAbsent(text, name);
        name = first == null ? name : first;
      }
    }
    return name;
  }
}
