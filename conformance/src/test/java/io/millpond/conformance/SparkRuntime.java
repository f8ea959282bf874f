package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A Spark made of the jars that {@code bin/real-spark} has collected: a home, a job to run on it,
 * and how its programs are started. Skips where there are no jars.
 *
 * <p>Programs run below {@code Leash}, which ends them when this JVM is gone.
 */
final class SparkRuntime {
  /** What Spark's own scripts open to it ({@code JavaModuleOptions}). */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.util.calendar");

  private final Path home;
  private final Path job;
  private final Path temporary;

  private SparkRuntime(Path home, Path job, Path temporary) {
    this.home = home;
    this.job = job;
    this.temporary = temporary;
  }

  /** Lays out a home below a directory and compiles the job. */
  static SparkRuntime create(Path directory) throws IOException {
    Path jars = Fixtures.folder("millpond.spark").toRealPath();
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(home.resolve("conf"));
    Files.createSymbolicLink(home.resolve("jars"), jars);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    compile(classes, jars);
    Path temporary = Files.createDirectories(directory.resolve("tmp"));
    return new SparkRuntime(home, jar(classes, directory.resolve("pond.jar")), temporary);
  }

  private static void compile(Path classes, Path jars) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> libraries = Files.list(jars);
        Stream<Path> found = Files.list(sources())) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries.toList());
      List<String> options = List.of("--release", "17", "-d", classes.toString());
      boolean compiled =
          compiler
              .getTask(
                  told,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(found.toList()))
              .call();
      assertThat(compiled).as("the job compiles: %s", told).isTrue();
    }
  }

  private static Path sources() throws IOException {
    try {
      return Path.of(Objects.requireNonNull(SparkRuntime.class.getResource("/spark")).toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.list(classes)) {
      for (Path entry : found.sorted().toList()) {
        out.putNextEntry(new JarEntry(String.valueOf(entry.getFileName())));
        Files.copy(entry, out);
      }
    }
    return jar;
  }

  /** Where everything temporary goes, also what nobody can delete who is killed. */
  Path temporary() {
    return temporary;
  }

  /** The jar of {@code PondJob}. */
  Path job() {
    return job;
  }

  /**
   * Starts one of Spark's programs.
   *
   * @param options for the JVM
   * @param command main class and arguments
   */
  LabProcess start(String name, Path directory, List<String> options, List<String> command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(opened -> line.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
    line.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djdk.reflect.useDirectMethodHandle=false",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-XX:+UseSerialGC",
            "-Xmx512m"));
    line.add("-Djava.io.tmpdir=" + temporary);
    line.addAll(options);
    line.addAll(List.of("-cp", home + "/conf/:" + home + "/jars/*:" + job, "Leash"));
    line.addAll(command);
    return LabProcess.start(name, directory, line, environment());
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME",
        System.getProperty("java.home", ""),
        "SPARK_HOME",
        home.toString(),
        "SPARK_CONF_DIR",
        home.resolve("conf").toString(),
        "SPARK_SCALA_VERSION",
        "2.13",
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME",
        "localhost");
  }
}
