package io.millpond.clusters;

import io.millpond.logs.TextSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells of which stream the files of a container are, and in which order they were written.
 *
 * <p>{@code stderr-2026-11-20-03-56} and {@code stderr.1} are what a roller made of {@code stderr},
 * {@code stderr-active} is what one writes to. Any other file is a stream of its own.
 */
public final class StreamFiles {
  private static final Pattern STREAM = Pattern.compile("(stdout|stderr)([-._].*)?");
  private static final Pattern NUMBERED = Pattern.compile("\\D*?[-._](\\d{1,9})(?:\\.[a-z]+)?");

  private StreamFiles() {}

  /** The stream that a file of that name belongs to. */
  public static String streamOf(String name) {
    Matcher matcher = STREAM.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  /**
   * No record of a container is older than this. Executors are started by their application; a
   * driver may have run long before it became one.
   */
  public static Optional<Instant> start(Application application, Container container) {
    return container.role() != Container.Role.EXECUTOR
        ? Optional.empty()
        : application.attempts().stream()
            .filter(attempt -> attempt.container(container.id()).isPresent())
            .findFirst()
            .flatMap(Attempt::start);
  }

  /**
   * The files of a container that are all there is of it, each byte once.
   *
   * @param files of different names
   * @param start as {@link #start} tells it
   */
  public static List<StreamFile> of(List<StoredFile> files, Optional<Instant> start)
      throws IOException {
    Map<String, List<StoredFile>> streams = new TreeMap<>();
    for (StoredFile file : withoutCompressedTwins(files)) {
      streams.computeIfAbsent(streamOf(file.name()), any -> new ArrayList<>()).add(file);
    }
    List<StreamFile> all = new ArrayList<>();
    for (Map.Entry<String, List<StoredFile>> stream : streams.entrySet()) {
      List<StoredFile> ordered = ordered(stream.getKey(), stream.getValue());
      all.addAll(inOrder(stream.getKey(), 0, withoutCopies(stream.getKey(), ordered), start));
    }
    return List.copyOf(all);
  }

  /**
   * The pieces of a stream that was cut anywhere.
   *
   * @param first number of the first of them
   */
  public static List<StreamFile> pieces(
      String stream, int first, CutLog log, Optional<Instant> start) {
    List<StoredFile> files = log.pieces().stream().map(CutLog.Piece::file).toList();
    List<StreamFile> all = new ArrayList<>();
    for (StreamFile file : inOrder(stream, first, files, start)) {
      all.add(
          new StreamFile(
              stream,
              file.number(),
              file.file(),
              file.notBefore(),
              Optional.of(new CutLog.Part(log, all.size()))));
    }
    return all;
  }

  /**
   * Files of one stream that are in order already.
   *
   * @param first number of the first of them
   */
  private static List<StreamFile> inOrder(
      String stream, int first, List<StoredFile> files, Optional<Instant> start) {
    List<StreamFile> all = new ArrayList<>();
    Optional<Instant> notBefore = start;
    for (StoredFile file : files) {
      // A file that carries the stream's own name beside rolled ones may go on beside them.
      boolean isBase = file.name().equals(stream);
      all.add(new StreamFile(stream, first + all.size(), file, isBase ? start : notBefore));
      notBefore = later(start, RolledTime.behind(file));
    }
    return all;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && other.get().isBefore(one.get())
        ? one
        : other.or(() -> one);
  }

  /** While a roller compresses a file, and where it failed to, there is also what it was. */
  private static List<StoredFile> withoutCompressedTwins(List<StoredFile> files) {
    Set<String> names = files.stream().map(StoredFile::name).collect(Collectors.toSet());
    return files.stream()
        .filter(file ->
            !TextSource.isCompressedName(file.name())
                || !names.contains(file.name().substring(0, file.name().lastIndexOf('.'))))
        .toList();
  }

  /**
   * The rolled ones as their names say: by their times, or the highest number first. Behind them
   * what is written to, {@code -active} or else the file of the stream's own name, which beside a
   * {@code -active} is the console and goes first.
   */
  private static List<StoredFile> ordered(String stream, List<StoredFile> files) {
    String active = stream + "-active";
    boolean hasActive = files.stream().anyMatch(file -> file.name().equals(active));
    return files.stream()
        .sorted(
            Comparator.comparingInt(
                    (StoredFile file) -> {
                      String name = file.name();
                      return name.equals(stream)
                          ? (hasActive ? 0 : 2)
                          : name.equals(active) ? 2 : 1;
                    })
                .thenComparing(file -> RolledTime.isIn(file.name()))
                .thenComparingInt(file -> -numberOf(file.name()))
                .thenComparing(StoredFile::name))
        .toList();
  }

  private static int numberOf(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /**
   * A program that writes to its console and to a file that is rolled has everything twice. Then
   * the console is the whole, and all that somebody printed besides.
   */
  private static List<StoredFile> withoutCopies(String stream, List<StoredFile> ordered)
      throws IOException {
    Optional<StoredFile> console =
        ordered.stream().filter(file -> file.name().equals(stream)).findFirst();
    if (console.isEmpty() || ordered.size() < 2) {
      return ordered;
    }
    List<StoredFile> rolled = ordered.stream().filter(file -> !file.name().equals(stream)).toList();
    return Copies.hasAll(console.get(), rolled) ? List.of(console.get()) : ordered;
  }
}
