package io.millpond.server.config;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values that say where something is: paths, {@code file:} URIs and URLs. */
final class Places {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");

  private Places() {}

  /** A path, against the file's directory; whether something is there is not looked at. */
  static Path path(Value value) {
    return path(value, value.text());
  }

  private static Path path(Value value, String text) {
    if (text.equals("~") || text.startsWith("~/")) {
      throw value.rejected("~ has no meaning here: write ${HOME}" + text.substring(1));
    }
    try {
      return value.reading().directory().resolve(text);
    } catch (InvalidPathException e) {
      throw value.rejected(value.shown() + " is not a path");
    }
  }

  /** A directory that is there and readable. */
  static Path directory(Value value) {
    return readableDirectory(value, path(value));
  }

  private static Path readableDirectory(Value value, Path path) {
    if (!Files.isDirectory(path)) {
      throw value.rejected(
          Files.exists(path)
              ? value.shown() + " is not a directory"
              : "no such directory: " + value.shown());
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw value.rejected("directory cannot be read: " + value.shown());
    }
    return path;
  }

  /** A file that is there and readable. */
  static Path file(Value value) {
    return readableFile(value, path(value));
  }

  private static Path readableFile(Value value, Path path) {
    if (!Files.exists(path)) {
      throw value.rejected("no such file: " + value.shown());
    }
    if (!Files.isRegularFile(path)) {
      throw value.rejected(value.shown() + " is not a regular file");
    }
    if (!Files.isReadable(path)) {
      throw value.rejected("file cannot be read: " + value.shown());
    }
    return path;
  }

  /** A log file that may come later, but must not be something else. */
  static Path fileToCome(Value value) {
    Path path = path(value);
    if (Files.exists(path)) {
      return readableFile(value, path);
    }
    return path;
  }

  /** A directory we write to: writable, or to be made in a directory that is. */
  static Path ownDirectory(Value value) {
    Path path = path(value);
    if (Files.exists(path)) {
      return writable(value, readableDirectory(value, path));
    }
    makeable(value, path);
    return path;
  }

  /** A file we write: writable, or to be made in a directory that is there or is {@code data}. */
  static Path ownFile(Value value, Path data) {
    Path path = path(value);
    if (Files.exists(path)) {
      return writable(value, readableFile(value, path));
    }
    if (!data.equals(path.getParent())) {
      makeable(value, path);
    }
    return path;
  }

  private static void makeable(Value value, Path path) {
    Path parent = path.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw value.rejected("no such directory to make it in: " + value.shown());
    }
    writable(value, parent);
  }

  private static Path writable(Value value, Path path) {
    if (!Files.isWritable(path)) {
      throw value.rejected("cannot be written: " + value.shown());
    }
    return path;
  }

  /** A URL, a {@code file:} URI or a path of a file. */
  static Source source(Value value) {
    String text = value.text();
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches()) {
      return new Source.File(readableFile(value, path(value, text)));
    }
    return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
      case "http", "https" -> new Source.Url(url(value));
      case "file" -> new Source.File(readableFile(value, fileUri(value, matcher.group(2))));
      default -> throw value.rejected("must be an http, https or file URL or a path");
    };
  }

  /** A {@code file:} URI or a path of a directory; it is read through the file system alone. */
  static Path directorySource(Value value) {
    String text = value.text();
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches()) {
      return readableDirectory(value, path(value, text));
    }
    if (!matcher.group(1).equalsIgnoreCase("file")) {
      throw value.rejected(
          "must be a file: URL or a path; a remote file system must be mounted to be read");
    }
    return readableDirectory(value, fileUri(value, matcher.group(2)));
  }

  /** The path of {@code file:rest}, which may be relative: {@code file:pods.json}. */
  private static Path fileUri(Value value, String rest) {
    String path = rest;
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String host = rest.substring(2, slash < 0 ? rest.length() : slash);
      if (slash < 0 || !(host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
        throw value.rejected("a file: URL with a host; write file:///path or file:path");
      }
      path = rest.substring(slash);
    }
    String decoded = percentDecoded(path).orElseThrow(() -> notEncoded(value));
    if (decoded.isEmpty()) {
      throw value.rejected("a file: URL without a path");
    }
    return path(value, decoded);
  }

  private static RejectedException notEncoded(Value value) {
    return value.rejected("a file: URL that is not percent-encoded as it should be (% is %25)");
  }

  private static Optional<String> percentDecoded(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    try {
      for (int i = 0; i < in.length; i++) {
        if (in[i] != '%') {
          out.write(in[i]);
        } else if (i + 2 >= in.length) {
          return Optional.empty();
        } else {
          out.write(16 * HexFormat.fromHexDigit(in[i + 1]) + HexFormat.fromHexDigit(in[i + 2]));
          i += 2;
        }
      }
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
      return decoded.indexOf('\0') < 0 ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** An {@code http} or {@code https} URL with a host and without credentials or fragment. */
  static URI url(Value value) {
    // Never shown: a URL may hold a password where it must not.
    URI url;
    try {
      url = new URI(value.text());
    } catch (URISyntaxException e) {
      throw value.rejected("is not a URL");
    }
    String scheme = url.getScheme();
    if (scheme == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
      throw value.rejected("must be an http or https URL");
    }
    if (url.getRawUserInfo() != null) {
      throw value.rejected("a URL must not hold a user or password");
    }
    if (url.getHost() == null || url.getPort() > 65_535) {
      throw value.rejected("is a URL without a valid host and port");
    }
    if (url.getRawFragment() != null) {
      throw value.rejected("a URL must not have a fragment (#)");
    }
    return url;
  }

  /** A URL that paths are appended to: no query, and no slash at its end. */
  static URI baseUrl(Value value) {
    URI url = url(value);
    if (url.getRawQuery() != null) {
      throw value.rejected("a base URL must not have a query (?)");
    }
    String text = url.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return URI.create(text);
  }
}
