package io.millpond.clusters.yarn;

import static io.millpond.clusters.yarn.Aggregates.APPLICATION;
import static io.millpond.clusters.yarn.Aggregates.CONTAINER;
import static io.millpond.clusters.yarn.Aggregates.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of aggregated files. */
class NodeFilesTest {
  @TempDir Path temp;
  private final SharedFiles files = SharedFiles.start();
  private LogRoot root;
  private NodeFiles nodeFiles;

  @BeforeEach
  void open() throws IOException {
    root = LogRoot.open(temp);
    nodeFiles = new NodeFiles(files, 2000);
  }

  @AfterEach
  void close() throws IOException {
    root.close();
    files.close();
  }

  private NodeFile read(String name) throws IOException {
    return nodeFiles.read(root, name, root.status(name), APPLICATION, OptionalLong.empty());
  }

  private static IFileWriter upload(IFileWriter writer, int upload) {
    return writer.begin(upload).add(CONTAINER, "f" + upload, bytes("x"), upload).finish();
  }

  @Test
  void aFileIsReadAgainOnlyWhereItHasChanged() throws IOException {
    IFileWriter writer = upload(new IFileWriter(APPLICATION, "gz"), 1);
    Files.write(temp.resolve("a"), writer.bytes());
    NodeFile before = read("a");
    assertThat(read("a")).isSameAs(before);
    Files.write(temp.resolve("a"), upload(writer, 2).bytes());
    assertThat(read("a")).isNotSameAs(before);
    assertThat(read("a").files(CONTAINER)).hasSize(2);
  }

  @Test
  void whatWasNotAskedForTheLongestIsForgotten() throws IOException {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      Files.write(temp.resolve(name), upload(new IFileWriter(APPLICATION, "gz"), 1).bytes());
    }
    NodeFile a = read("a");
    NodeFile b = read("b");
    assertThat(read("a")).isSameAs(a);
    read("c");
    assertThat(read("a")).isSameAs(a);
    read("d");
    assertThat(read("a")).isSameAs(a);
    assertThat(read("b")).isNotSameAs(b);
  }
}
