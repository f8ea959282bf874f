package io.millpond.logs;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Finds a file below a root component by component, following links itself.
 *
 * <p>The kernel can resolve a path beneath a directory in one call, but it refuses every absolute
 * link, even one that leads back below the directory, and Mesos makes {@code runs/latest} such a
 * link. So a link is read here, and what it says is walked from the root or from where the link is,
 * by the same rules as the path itself.
 *
 * <p>Why no race can lead outside: each step opens one name in a directory that is already open,
 * and never follows a link in doing so. The text of a link only decides which names are tried next;
 * even a text read wrongly, because somebody swapped the link at that moment, names something
 * beneath the root or nothing. {@code ..} goes back to the directory the walk came from, which is
 * open, and at the root it ends the walk.
 *
 * @param <D> an open directory
 */
final class LinkWalk<D> implements AutoCloseable {

  /** Steps from an open directory; none of them follows a link. */
  interface Steps<D> {
    FileStatus.Kind kind(D directory, String name) throws IOException;

    D descend(D directory, String name) throws IOException;

    /**
     * The text of a link.
     *
     * @param trail names of the directories between the root and the link
     */
    String readLink(D directory, List<String> trail, String name) throws IOException;

    void close(D directory);
  }

  private final Steps<D> steps;
  private final LinkPrefixes prefixes;
  private final D root;
  private final RelativePath path;
  private final ArrayDeque<D> open = new ArrayDeque<>();
  private final ArrayList<String> trail = new ArrayList<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private int links;

  /** Borrows {@code root}; what it opens itself lives until {@link #close}. */
  LinkWalk(Steps<D> steps, LinkPrefixes prefixes, D root, RelativePath path) {
    this.steps = steps;
    this.prefixes = prefixes;
    this.root = root;
    this.path = path;
  }

  /**
   * Walks to the end of the path.
   *
   * @return the name in {@link #directory} where it ends, no link a moment ago; {@code .} where it
   *     ends at the directory itself
   */
  String walk() throws IOException {
    pending.addAll(path.components());
    for (int step = 0; !pending.isEmpty(); step++) {
      if (step == Limits.MAX_STEPS) {
        throw new NoSuchFileException(path.text(), null, "is a maze of links");
      }
      String name = pending.pop();
      if (name.equals("..")) {
        goUp();
      } else if (!name.isEmpty() && !name.equals(".")) {
        switch (steps.kind(directory(), name)) {
          case SYMLINK -> follow(name);
          case DIRECTORY -> {
            if (pending.isEmpty()) {
              return name;
            }
            descend(name);
          }
          default -> {
            if (pending.isEmpty()) {
              return name;
            }
            throw new NoSuchFileException(path.text());
          }
        }
      }
    }
    return ".";
  }

  /** Where the walk is. */
  D directory() {
    return open.isEmpty() ? root : open.peek();
  }

  private void descend(String name) throws IOException {
    if (open.size() == Limits.MAX_DEPTH) {
      throw new NoSuchFileException(path.text(), null, "is too deep");
    }
    open.push(steps.descend(directory(), name));
    trail.add(name);
  }

  private void goUp() throws OutsideRootException {
    if (open.isEmpty()) {
      throw new OutsideRootException(path.text());
    }
    steps.close(open.pop());
    trail.removeLast();
  }

  private void follow(String name) throws IOException {
    if (!prefixes.followed()) {
      throw new NoSuchFileException(path.text(), null, "is a link");
    }
    if (++links > Limits.MAX_LINKS) {
      throw new NoSuchFileException(path.text(), null, "is a circle of links");
    }
    String target = steps.readLink(directory(), trail, name);
    List<String> names = Arrays.asList(target.split("/", -1));
    if (target.startsWith("/")) {
      names = prefixes.beneath(names);
      if (names == null) {
        throw new OutsideRootException(path.text());
      }
      while (!open.isEmpty()) {
        goUp();
      }
    }
    for (String next : names.reversed()) {
      pending.push(next);
    }
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      steps.close(open.pop());
    }
  }
}
