package io.millpond.logs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * A path below a root that is well-formed: components separated by one {@code /}, none of them
 * empty, {@code .} or {@code ..}, within the bounds of {@link Limits}, and free of NUL. Callers
 * hand over decoded but otherwise hostile text. The empty path is the root itself.
 *
 * @param text as it was given
 */
record RelativePath(String text) {
  static final RelativePath ROOT = new RelativePath("");

  /**
   * Checks a path.
   *
   * @throws OutsideRootException where it is absolute or has an empty, {@code .} or {@code ..}
   *     component or a NUL
   * @throws NoSuchFileException where no file can have that name: too long, or not to be encoded
   */
  static RelativePath parse(String text) throws OutsideRootException, NoSuchFileException {
    if (text.isEmpty()) {
      return ROOT;
    }
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '/';
      if (c == 0) {
        throw new OutsideRootException(text);
      }
      if (c == '/') {
        checkComponent(text, start, i);
        start = i + 1;
      }
    }
    checkLength(text);
    return new RelativePath(text);
  }

  private static void checkComponent(String text, int start, int end) throws OutsideRootException {
    int length = end - start;
    boolean dots =
        (length == 1 && text.charAt(start) == '.') || (length == 2 && text.startsWith("..", start));
    if (length == 0 || dots) {
      throw new OutsideRootException(text);
    }
  }

  private static void checkLength(String text) throws NoSuchFileException {
    if (text.length() > Limits.MAX_PATH_BYTES) {
      throw new NoSuchFileException("(path too long)");
    }
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new NoSuchFileException(text, null, "has a lone surrogate");
    }
    if (bytes.remaining() >= Limits.MAX_PATH_BYTES) {
      throw new NoSuchFileException("(path too long)");
    }
    int length = 0;
    while (bytes.hasRemaining()) {
      length = bytes.get() == '/' ? 0 : length + 1;
      if (length > Limits.MAX_COMPONENT_BYTES) {
        throw new NoSuchFileException("(name too long)");
      }
    }
  }

  boolean isRoot() {
    return text.isEmpty();
  }

  List<String> components() {
    return isRoot() ? List.of() : List.of(text.split("/", -1));
  }

  /** The last component; empty for the root. */
  String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** The path of a file in the directory this is the path of. */
  RelativePath child(String name) {
    return new RelativePath(isRoot() ? name : text + "/" + name);
  }
}
