package io.millpond.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration file: bytes, text, tree, sections. */
final class ConfigurationFile {
  private ConfigurationFile() {}

  static Configuration load(
      Path file, Path root, Map<String, String> environment, List<LimitName> limits)
      throws ConfigurationException {
    Problems problems = new Problems(Problems.shownPath(file));
    Path directory = file.toAbsolutePath().getParent();
    Reading reading =
        new Reading(
            directory == null ? file.toAbsolutePath() : directory,
            root,
            environment,
            limits,
            problems);
    String yaml = text(file, problems);
    problems.throwIfAny();
    Configuration configuration = read(yaml, reading);
    problems.throwIfAny();
    return configuration;
  }

  private static Configuration read(String yaml, Reading reading) throws ConfigurationException {
    Optional<YamlNode> tree = Optional.empty();
    try {
      tree = YamlTree.parse(yaml);
    } catch (YamlSyntaxException e) {
      reading.problems().add(e.line(), "", String.valueOf(e.getMessage()));
      reading.problems().throwIfAny();
    }
    YamlNode root = tree.orElse(new YamlNode.Mapping(1, List.of(), 1));
    try {
      return new Value(root, "", reading).section(Configuration::read);
    } catch (RejectedException e) {
      e.report(reading.problems());
      throw reading.problems().exception();
    }
  }

  private static String text(Path file, Problems problems) {
    byte[] bytes = new byte[0];
    if (!Files.exists(file)) {
      problems.add("no such file");
      return "";
    }
    if (Files.isDirectory(file)) {
      problems.add("is a directory, not a file");
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(Limits.MAX_FILE_BYTES + 1);
      if (bytes.length > Limits.MAX_FILE_BYTES) {
        problems.add("larger than " + Limits.MAX_FILE_BYTES + " bytes");
        return "";
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add(firstBadLine(bytes), "", "not UTF-8");
    } catch (IOException e) {
      problems.add("cannot be read");
    }
    return "";
  }

  /** The line of the first byte that decodes to nothing: lines that are UTF-8 come before it. */
  private static int firstBadLine(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    int line = 1;
    for (int i = 0; i < in.position(); i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
