package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every door promises. */
@ParameterizedClass
@EnumSource(DoorKind.class)
@Timeout(240)
class DoorContractTest {
  private static final Path ALIAS = Path.of("/var/lib/elsewhere/work");

  private final DoorKind kind;
  @TempDir Path temp;
  private Path base;
  private LogRoot root;

  DoorContractTest(DoorKind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() throws IOException {
    base = Files.createDirectory(temp.toRealPath().resolve("root"));
    Trees.write(temp.resolve("secret"), "secret");
    Trees.write(base.resolve("a/b/stdout"), "hello\n");
    root = LogRoot.open(kind, base, ALIAS);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
    Trees.delete(base);
  }

  private void link(String name, String target) throws IOException {
    Path link = base.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private void assertOutside(String path) {
    assertThatThrownBy(() -> root.open(path)).isInstanceOf(OutsideRootException.class);
    assertThatThrownBy(() -> root.status(path)).isInstanceOf(OutsideRootException.class);
    assertThatThrownBy(() -> root.list(path)).isInstanceOf(OutsideRootException.class);
  }

  private void assertMissing(String path) {
    assertThatThrownBy(() -> root.open(path)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> root.status(path)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> root.list(path)).isInstanceOf(NoSuchFileException.class);
  }

  private void assertNotRegular(String path, FileStatus.Kind expected) {
    assertThatThrownBy(() -> root.open(path))
        .isInstanceOfSatisfying(
            NotRegularFileException.class,
            e -> {
              if (kind != DoorKind.STREAM) {
                assertThat(e.kind()).isEqualTo(expected);
              }
            });
  }

  @Test
  void readsAFile() throws IOException {
    try (LogFile file = root.open("a/b/stdout")) {
      assertThat(Trees.text(file)).isEqualTo("hello\n");
      assertThat(file.size()).isEqualTo(6);
      assertThat(file.read(java.nio.ByteBuffer.allocate(1), 6)).isEqualTo(-1);
      assertThat(file.status()).isEqualTo(root.status("a/b/stdout"));
    }
  }

  @Test
  void tellsTheStatusOfAFile() throws Exception {
    Path file = base.resolve("a/b/stdout");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x--x"));
    Instant modified = Instant.parse("2026-03-01T10:20:30.123456789Z");
    Files.setLastModifiedTime(file, FileTime.from(modified));
    FileStatus status = root.status("a/b/stdout");
    assertThat(status.name()).isEqualTo("stdout");
    assertThat(status.kind()).isEqualTo(FileStatus.Kind.REGULAR);
    assertThat(status.size()).isEqualTo(6);
    assertThat(status.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
    assertThat(status.mode()).isEqualTo(0651);
    assertThat(status.links()).isEqualTo(1);
    assertThat(status.owner()).isEqualTo(Files.getOwner(file).getName());
    assertThat(status.group()).isEqualTo(Files.getAttribute(file, "posix:group").toString());
    assertThat(status.device()).isEqualTo(Files.getAttribute(file, "unix:dev"));
    assertThat(status.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
    assertThat(root.status("a").isDirectory()).isTrue();
    if (kind != DoorKind.STREAM) {
      // Where the file system does not keep it, Java tells the time of the last change instead.
      Instant created = ((FileTime) Files.getAttribute(file, "creationTime")).toInstant();
      assertThat(status.created().orElse(modified)).isEqualTo(created);
    }
  }

  @Test
  void tellsHardLinksAndSetIdBits() throws Exception {
    assumeTrue(kind != DoorKind.STREAM, "Java does not tell them");
    Files.createLink(base.resolve("second"), base.resolve("a/b/stdout"));
    Trees.run("chmod", "6755", base.resolve("second").toString());
    assertThat(root.status("second").links()).isEqualTo(2);
    assertThat(root.status("second").mode()).isEqualTo(06755);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "//a",
        "a//b",
        "a/",
        ".",
        "..",
        "./a",
        "a/.",
        "a/./b",
        "a/..",
        "../secret",
        "a/../../secret",
        "a/b/../b/stdout",
        "/etc/passwd",
        "a\0",
        "a/b/stdout\0.log",
        "\0"
      })
  void refusesPathsThatAreNotPlain(String path) {
    assertOutside(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "a/none", "a/b/stdout/none", "...", "a\\b", "~", "%2e%2e", "a b"})
  void missesWhatIsNotThere(String path) {
    assertMissing(path);
  }

  @Test
  void missesNamesThatCannotBe() {
    assertMissing("x".repeat(256));
    assertMissing("ä".repeat(128));
    assertMissing("d/".repeat(2048) + "x");
    assertMissing("d/".repeat(1 << 20) + "x");
    assertMissing("lone\ud800");
  }

  @Test
  void refusesToOpenWhatIsNoFile() throws Exception {
    Trees.run("mkfifo", base.resolve("fifo").toString());
    link("null", "/dev/null");
    assertNotRegular("a/b", FileStatus.Kind.DIRECTORY);
    assertNotRegular("fifo", FileStatus.Kind.FIFO);
    assertOutside("null");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(base.resolve("socket")));
      assertNotRegular("socket", FileStatus.Kind.SOCKET);
    }
    assertThat(OpenFiles.count()).isZero();
  }

  @Test
  void refusesADeviceInsideTheRoot() throws Exception {
    try {
      Trees.run("mknod", base.resolve("device").toString(), "c", "1", "3");
    } catch (IOException e) {
      assumeTrue(false, "only root makes devices");
    }
    assertNotRegular("device", FileStatus.Kind.CHARACTER_DEVICE);
  }

  @Test
  void isDeniedWhatTheProcessMayNotRead() throws Exception {
    Files.setPosixFilePermissions(base.resolve("a/b/stdout"), Set.of());
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Trees.write(base.resolve("closed/x"), "x");
    Files.setPosixFilePermissions(
        base.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    Trees.asNobody(() -> {
      assertThatThrownBy(() -> root.open("a/b/stdout")).isInstanceOf(AccessDeniedException.class);
      assertThat(root.status("a/b/stdout").mode()).isZero();
      assertThatThrownBy(() -> root.open("closed/x")).isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> root.list("closed")).isInstanceOf(AccessDeniedException.class);
    });
  }

  @Test
  void followsLinksInside() throws IOException {
    link("relative", "a/b/stdout");
    link("a/up", "../a/b/../b/./stdout");
    link("dir", "a");
    link("absolute", base.resolve("a/b/stdout").toString());
    link("absolute-dir", base.resolve("a") + "/");
    link("alias", ALIAS + "/a//b/stdout");
    link("alias-itself", ALIAS.toString());
    link("chain", "alias-itself/absolute-dir/../relative");
    for (String path :
        List.of(
            "relative",
            "a/up",
            "dir/b/stdout",
            "dir/up",
            "absolute",
            "absolute-dir/b/stdout",
            "alias",
            "alias-itself/a/b/stdout",
            "chain")) {
      assertThat(Trees.read(root, path)).as(path).isEqualTo("hello\n");
      assertThat(root.status(path).name()).isEqualTo(path.substring(path.lastIndexOf('/') + 1));
    }
    assertThat(root.list("absolute-dir")).extracting(FileStatus::name).containsExactly("b", "up");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "a/../../secret",
        "/",
        "/etc/passwd",
        "/proc/self/root/etc/passwd",
        "/var/lib/elsewhere/work/../../x",
        "/var/lib/elsewhere/work/a/../../../../secret",
        "/var/lib/elsewhere/workshop",
        "/var/lib/elsewhere"
      })
  void refusesLinksOutside(String target) throws IOException {
    link("link", target);
    link("deep/er", "../link");
    assertOutside("link");
    assertOutside("link/passwd");
    assertOutside("deep/er");
  }

  @Test
  void refusesAnAbsoluteLinkBesideTheRoot() throws IOException {
    link("sibling", base + "-other/secret");
    link("above", base + "/../secret");
    link("same", temp.resolve("secret").toString());
    assertOutside("sibling");
    assertOutside("above");
    assertOutside("same");
  }

  @Test
  void missesLinksThatLeadNowhere() throws IOException {
    link("dangling", "nothing/here");
    link("alias", ALIAS + "/nothing");
    link("loop", "loop");
    link("ping", "pong");
    link("pong", base.resolve("ping").toString());
    link("through", "a/b/stdout/.");
    for (String path : List.of("dangling", "alias", "loop", "ping", "pong", "through")) {
      assertMissing(path);
    }
  }

  @Test
  void followsFortyLinksAndNoMore() throws IOException {
    link("l0", ALIAS + "/a/b/stdout");
    for (int i = 1; i < 41; i++) {
      link("l" + i, "l" + (i - 1));
    }
    assertThat(Trees.read(root, "l39")).isEqualTo("hello\n");
    assertMissing("l40");
  }

  @Test
  void listsADirectory() throws Exception {
    Path dir = Files.createDirectory(base.resolve("dir"));
    for (String name : List.of("b", "B", "a.log", "a", ".hidden", "with blank", "%41")) {
      Trees.write(dir.resolve(name), name);
    }
    Files.createDirectory(dir.resolve("sub"));
    Trees.run("mkfifo", dir.resolve("fifo").toString());
    link("dir/in", "../a/b/stdout");
    link("dir/abs", ALIAS + "/a");
    link("dir/out", "../../secret");
    link("dir/etc", "/etc/passwd");
    link("dir/dangling", "none");
    link("dir/loop", "loop");
    List<FileStatus> found = root.list("dir");
    assertThat(found)
        .extracting(FileStatus::name)
        .containsExactly(
            "%41", ".hidden", "B", "a", "a.log", "abs", "b", "fifo", "in", "sub", "with blank");
    for (FileStatus status : found) {
      assertThat(status).isEqualTo(root.status("dir/" + status.name()));
    }
    assertThat(found.get(8).size()).isEqualTo(6);
    assertThat(root.list("")).extracting(FileStatus::name).containsExactly("a", "dir");
    assertThat(root.status("").isDirectory()).isTrue();
    assertThatThrownBy(() -> root.open("")).isInstanceOf(NotRegularFileException.class);
    assertThatThrownBy(() -> root.list("a/b/stdout")).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void listsTheFirstOfMany() throws Exception {
    Path dir = Files.createDirectory(base.resolve("dir"));
    for (int i = 0; i < 100; i++) {
      Path file = dir.resolve("f%02d".formatted(i));
      Trees.write(file, "x");
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1000 + i % 50)));
      Trees.write(dir.resolve("other%02d".formatted(i)), "x");
    }
    EntryChoice newest = EntryChoice.newest(name -> name.startsWith("f"), 5);
    Listing listing = root.list("dir", newest);
    assertThat(listing.entries())
        .extracting(FileStatus::name)
        .containsExactly("f47", "f48", "f49", "f98", "f99");
    assertThat(listing.leftOut()).isEqualTo(95);
    EntryChoice all = EntryChoice.newest(name -> name.equals("f07"), 5);
    assertThat(root.list("dir", all)).isEqualTo(new Listing(List.of(root.status("dir/f07")), 0));
    assertThatThrownBy(() -> root.list("a/b/stdout", all))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> root.list("none", all)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void tellsNamesOfWhateverIsThere() throws Exception {
    Files.createDirectories(base.resolve("dir/sub"));
    Trees.write(base.resolve("dir/file"), "x");
    link("dir/nowhere", "none");
    List<String> names = new ArrayList<>();
    root.names("dir", names::add);
    assertThat(names).containsExactlyInAnyOrder("sub", "file", "nowhere");
    IOException enough = new IOException("enough");
    assertThatThrownBy(() ->
            root.names(
                "dir",
                _ -> {
                  throw enough;
                }))
        .isSameAs(enough);
    assertThatThrownBy(() -> root.names("a/b/stdout", names::add))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> root.names("none", names::add))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> root.names("..", names::add)).isInstanceOf(OutsideRootException.class);
  }

  @Test
  void followsNoLinkWhereNoneIsToBeFollowed() throws IOException {
    link("relative", "a/b/stdout");
    link("absolute", base.resolve("a/b/stdout").toString());
    link("dir", "a/b");
    link("a/b/beside", "stdout");
    try (LogRoot strict = LogRoot.openWithoutLinks(kind, base)) {
      assertThat(Trees.read(strict, "a/b/stdout")).isEqualTo("hello\n");
      for (String path : List.of("relative", "absolute", "dir", "dir/stdout", "a/b/beside")) {
        assertThatThrownBy(() -> strict.open(path)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> strict.status(path)).isInstanceOf(NoSuchFileException.class);
      }
      assertThatThrownBy(() -> strict.list("dir")).isInstanceOf(NoSuchFileException.class);
      assertThat(strict.list("a/b")).extracting(FileStatus::name).containsExactly("stdout");
      assertThat(strict.list("")).extracting(FileStatus::name).containsExactly("a");
    }
  }

  @Test
  void knowsNamesAsBytes() throws Exception {
    assumeTrue(kind != DoorKind.STREAM, "Java knows names as its platform encodes them");
    String dir = Files.createDirectory(base.resolve("names")).toString();
    // In byte order U+FF5E comes before U+1F4A7; in that of chars after it.
    Trees.run(
        "sh",
        "-c",
        "cd "
            + dir
            + " && for n in '\\303\\244' '\\357\\275\\236'"
            + " '\\360\\237\\222\\247' '\\377bad'; do printf x >\"$(printf \"$n\")\"; done");
    assertThat(root.list("names"))
        .extracting(FileStatus::name)
        .containsExactly("ä", "\uff5e", "\ud83d\udca7");
    assertThat(Trees.read(root, "names/\ud83d\udca7")).isEqualTo("x");
  }

  @Test
  void isClosedOnce() throws IOException {
    LogFile file = root.open("a/b/stdout");
    assertThat(OpenFiles.count()).isEqualTo(1);
    file.close();
    file.close();
    assertThat(OpenFiles.count()).isZero();
    root.close();
    root.close();
    assertThatThrownBy(() -> root.open("a/b/stdout")).isInstanceOf(Exception.class);
  }
}
