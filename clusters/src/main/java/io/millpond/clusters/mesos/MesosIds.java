package io.millpond.clusters.mesos;

import io.millpond.clusters.Limits;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Ids of agents, frameworks, executors, containers and tasks, which Mesos uses as names of
 * directories. They come from clients and from frameworks, so none is put into a path unchecked.
 */
final class MesosIds {
  private MesosIds() {}

  /**
   * Whether an id is one that Mesos accepts and that is safe as one component of a path: 1 to
   * {@link Limits#MAX_ID_BYTES} bytes of UTF-8, not {@code .} or {@code ..}, without slash,
   * backslash or control character. Blanks and {@code %} are allowed and stand for themselves.
   */
  static boolean isValid(String id) {
    if (id.isEmpty() || id.length() > Limits.MAX_ID_BYTES || id.equals(".") || id.equals("..")) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '/' || c == '\\' || Character.isISOControl(c)) {
        return false;
      }
    }
    try {
      // A fresh encoder reports what cannot be encoded: half a surrogate pair is no file name.
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id)).remaining()
          <= Limits.MAX_ID_BYTES;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The id itself. */
  static String requireValid(String kind, String id) {
    if (!isValid(id)) {
      throw new IllegalArgumentException("no valid " + kind + " id");
    }
    return id;
  }
}
