package io.millpond.journal;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a journal are looked for. Regular files only: a link in a directory of
 * journals is not followed, the directory itself may be one. The order is the directory's own,
 * which is journalctl's too.
 *
 * @param directories looked through with everything below them
 * @param files taken as they are
 */
record JournalSearch(List<Path> directories, List<Path> files) {
  List<FoundFile> find(DamageLog damages) {
    List<FoundFile> found = new ArrayList<>();
    for (Path file : files) {
      try {
        found.add(FoundFile.of(file, Files.readAttributes(file, BasicFileAttributes.class)));
      } catch (IOException unreadable) {
        damages.add(String.valueOf(file.getFileName()), "cannot be read");
      }
    }
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        walk(directory, found, damages);
      }
    }
    return found;
  }

  private static void walk(Path directory, List<FoundFile> found, DamageLog damages) {
    try {
      Files.walkFileTree(
          directory.toRealPath(),
          EnumSet.noneOf(FileVisitOption.class),
          Limits.MAX_DIRECTORY_DEPTH,
          new Visitor(found, damages));
    } catch (IOException unreadable) {
      damages.add(String.valueOf(directory.getFileName()), "directory cannot be read");
    }
  }

  private static boolean isJournalName(String name) {
    return name.endsWith(".journal") || name.endsWith(".journal~");
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final List<FoundFile> found;
    private final DamageLog damages;

    Visitor(List<FoundFile> found, DamageLog damages) {
      this.found = found;
      this.damages = damages;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && isJournalName(String.valueOf(file.getFileName()))) {
        found.add(FoundFile.of(file, attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        damages.add(String.valueOf(file.getFileName()), "cannot be read");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      if (failure != null) {
        damages.add(String.valueOf(directory.getFileName()), "directory cannot be read to its end");
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
