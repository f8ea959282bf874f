package io.millpond.logs;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Set;

/**
 * The door where Linux or native access is missing, made of {@link SecureDirectoryStream}: each
 * step is relative to an open directory and follows no link.
 *
 * <p>It is as safe against leaving the root as {@link KernelDoor}, and poorer otherwise: whoever
 * swaps a file for a pipe between the look and the open can block the reader; the number of links
 * is always 1 and the set-id bits are not shown; {@link LogFile#current} tells the size and keeps
 * the rest as it was; names are as the platform's encoding allows.
 */
final class StreamDoor implements Door {
  private final SecureDirectoryStream<Path> root;
  private final Path directory;
  private final LinkPrefixes prefixes;

  private StreamDoor(SecureDirectoryStream<Path> root, Path directory, LinkPrefixes prefixes) {
    this.root = root;
    this.directory = directory;
    this.prefixes = prefixes;
  }

  @SuppressWarnings("StreamResourceLeak") // the door closes it
  static StreamDoor open(Path directory, LinkPrefixes prefixes) throws IOException {
    return new StreamDoor(secure(Files.newDirectoryStream(directory)), directory, prefixes);
  }

  @Override
  public LogFile open(RelativePath path) throws IOException {
    try (var walk = walk(path)) {
      String name = walk.walk();
      for (int attempt = 0; attempt < Limits.MAX_RETRIES; attempt++) {
        FileStatus before = status(walk.directory(), name, path);
        if (!before.isRegular()) {
          throw new NotRegularFileException(path.text(), before.kind());
        }
        FileChannel channel = channel(walk.directory(), name, path);
        try {
          FileStatus after = status(walk.directory(), name, path);
          LogFile file = LogFile.of(new Pin(channel, after));
          if (file.sameFileAs(before)) {
            return file;
          }
          file.close();
        } catch (IOException | RuntimeException | Error e) {
          channel.close();
          throw e;
        }
      }
      throw new FileSystemException(path.text(), null, "keeps being replaced");
    }
  }

  @Override
  public FileStatus status(RelativePath path) throws IOException {
    try (var walk = walk(path)) {
      String name = walk.walk();
      return status(walk.directory(), name, path);
    }
  }

  @Override
  public void list(RelativePath path, EntryCollector into) throws IOException {
    try (var walk = walk(path)) {
      String name = walk.walk();
      if (!status(walk.directory(), name, path).isDirectory()) {
        throw new NotDirectoryException(path.text());
      }
      try (var listed = StreamSteps.child(walk.directory(), name, path)) {
        list(listed, path, into);
      }
    }
  }

  private void list(SecureDirectoryStream<Path> listed, RelativePath path, EntryCollector into)
      throws IOException {
    try {
      for (Path entry : listed) {
        String name = entry.getFileName().toString();
        if (!into.wants(name, path)) {
          continue;
        }
        try {
          PosixFileAttributes attributes = StreamSteps.attributes(listed, name, path.child(name));
          into.add(
              attributes.isSymbolicLink()
                  ? status(path.child(name))
                  : StreamStatus.of(attributes, name));
        } catch (NoSuchFileException | OutsideRootException | AccessDeniedException e) {
          // Gone meanwhile, or a link that leads to nothing this process may show.
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new FileSystemException(path.text(), null, "cannot be listed");
    }
  }

  @Override
  public void close() throws IOException {
    root.close();
  }

  private LinkWalk<SecureDirectoryStream<Path>> walk(RelativePath path) {
    return new LinkWalk<>(new StreamSteps(directory, path), prefixes, root, path);
  }

  static SecureDirectoryStream<Path> secure(java.nio.file.DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException("this platform has no SecureDirectoryStream");
  }

  private static FileStatus status(
      SecureDirectoryStream<Path> directory, String name, RelativePath path) throws IOException {
    PosixFileAttributes attributes = StreamSteps.attributes(directory, name, path);
    return StreamStatus.of(attributes, path.name());
  }

  private static FileChannel channel(
      SecureDirectoryStream<Path> directory, String name, RelativePath path) throws IOException {
    Set<? extends java.nio.file.OpenOption> options =
        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return (FileChannel) directory.newByteChannel(Path.of(name), options);
    } catch (FileSystemException e) {
      throw StreamSteps.translate(e, path);
    } catch (IOException e) {
      // Java tells of a link it was not to follow by a bare IOException with the system's words.
      throw new NoSuchFileException(path.text(), null, "became a link while it was opened");
    }
  }

  /** A regular file held by its channel. */
  private record Pin(FileChannel channel, FileStatus opened) implements FilePin {
    @Override
    public FileStatus current() throws IOException {
      return StreamStatus.withSize(opened, channel.size());
    }

    @Override
    public FileChannel open() throws ClosedChannelException {
      if (!channel.isOpen()) {
        throw new ClosedChannelException();
      }
      return channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
