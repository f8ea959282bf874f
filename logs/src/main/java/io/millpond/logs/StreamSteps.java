package io.millpond.logs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;

/**
 * Steps of a {@link LinkWalk} by {@link SecureDirectoryStream}. It cannot read a link, so that is
 * done by the link's absolute path; a text read at the wrong place does no harm, as {@link
 * LinkWalk} says.
 */
final class StreamSteps implements LinkWalk.Steps<SecureDirectoryStream<Path>> {
  private final Path root;
  private final RelativePath path;

  /** {@code path} is the one errors tell of. */
  StreamSteps(Path root, RelativePath path) {
    this.root = root;
    this.path = path;
  }

  @Override
  public FileStatus.Kind kind(SecureDirectoryStream<Path> directory, String name)
      throws IOException {
    return StreamStatus.kind(attributes(directory, name, path));
  }

  @Override
  public SecureDirectoryStream<Path> descend(SecureDirectoryStream<Path> directory, String name)
      throws IOException {
    return child(directory, name, path);
  }

  @Override
  public String readLink(SecureDirectoryStream<Path> directory, List<String> trail, String name)
      throws IOException {
    try {
      Path link = root.resolve(String.join("/", trail)).resolve(name);
      return Files.readSymbolicLink(link).toString();
    } catch (InvalidPathException | NotLinkException e) {
      throw new NoSuchFileException(path.text());
    } catch (FileSystemException e) {
      throw translate(e, path);
    }
  }

  @Override
  public void close(SecureDirectoryStream<Path> directory) {
    try {
      directory.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
    }
  }

  static PosixFileAttributes attributes(
      SecureDirectoryStream<Path> directory, String name, RelativePath path) throws IOException {
    try {
      return directory
          .getFileAttributeView(
              Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .readAttributes();
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(path.text());
    } catch (FileSystemException e) {
      throw translate(e, path);
    }
  }

  static SecureDirectoryStream<Path> child(
      SecureDirectoryStream<Path> directory, String name, RelativePath path) throws IOException {
    try {
      return directory.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(path.text());
    } catch (FileSystemException e) {
      throw translate(e, path);
    }
  }

  /** Tells of the path that was asked for. Java knows some errors only by their text. */
  static FileSystemException translate(FileSystemException e, RelativePath path) {
    String reason = String.valueOf(e.getReason());
    return switch (e) {
      case AccessDeniedException denied -> new AccessDeniedException(path.text());
      case NoSuchFileException none -> new NoSuchFileException(path.text());
      default ->
          reason.contains("directory") || reason.contains("link") || reason.contains("too long")
              ? new NoSuchFileException(path.text())
              : new FileSystemException(path.text(), null, reason);
    };
  }
}
