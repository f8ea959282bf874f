package io.millpond.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The workspace, item and session that the Fabric suites hang their applications on. */
final class FabricCatalog {
  static final String WORKSPACE = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  static final String OTHER_WORKSPACE = "7e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  static final String NOTEBOOK = "cfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String LAKEHOUSE = "dfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String LIVY = "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";
  static final String OTHER_LIVY = "531e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";
  static final String ITEM = "/v1/workspaces/" + WORKSPACE + "/notebooks/" + NOTEBOOK;
  static final String SESSION = ITEM + "/livySessions/" + LIVY;

  private FabricCatalog() {}

  /** The path of an application of the session. */
  static String application(String id) {
    return SESSION + "/applications/" + id;
  }

  /** Writes the Livy log of a session. */
  static Path writeLivyLog(Path directory) throws IOException {
    return Files.writeString(directory.resolve("livy-431e8d7b.log"), "livy says so\n");
  }

  /** What {@link #writeLivyLog} wrote. */
  static byte[] livyLog(Path directory) throws IOException {
    return Files.readAllBytes(directory.resolve("livy-431e8d7b.log"));
  }

  /** The section {@code workspaces} of a configuration. */
  static String workspaces(String cluster, List<String> applications, Optional<Path> livyLog) {
    return """
    workspaces:
      - id: %s
        name: Analytics
        items:
          - id: %s
            type: Notebook
            name: Sales
            livySessions:
              - {id: %s, cluster: %s, applications: %s%s}
          - id: %s
            type: Lakehouse
            livySessions:
              - {id: %s, cluster: %s, applications: []}
      - {id: %s, name: Empty}
    """
        .formatted(
            WORKSPACE,
            NOTEBOOK,
            LIVY,
            cluster,
            applications,
            livyLog.map(path -> ", livyLog: " + Configs.quoted(path)).orElse(""),
            LAKEHOUSE,
            OTHER_LIVY,
            cluster,
            OTHER_WORKSPACE);
  }
}
