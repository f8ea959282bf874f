package io.millpond.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millpond.access.Access;
import io.millpond.api.Doorkeeper;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room may know which, class by class. {@code ARCHITECTURE.md} draws the same picture. */
final class HouseRulesTest {
  private static final String ROOT = "io.millpond.";

  /** Every room and all that it may know; a package belongs to the longest name that fits. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("testing", Set.of()),
          Map.entry("journal", Set.of()),
          Map.entry("logs", Set.of()),
          Map.entry("clusters", Set.of("logs")),
          Map.entry("access", Set.of("json")),
          Map.entry("access.database", Set.of("access", "database")),
          Map.entry("audit", Set.of()),
          Map.entry("database", Set.of()),
          Map.entry("catalog", Set.of("clusters", "logs", "database")),
          Map.entry("exports", Set.of("clusters", "logs", "database")),
          Map.entry("json", Set.of()),
          Map.entry("http", Set.of("logs")),
          Map.entry("api", Set.of("http", "access", "audit")),
          Map.entry("api.dcos", Set.of("api", "http", "access", "clusters", "logs", "journal")),
          Map.entry(
              "api.fabric", Set.of("api", "http", "json", "access", "catalog", "clusters", "logs")),
          Map.entry("api.admin", Set.of("api", "http", "json", "access", "catalog")),
          Map.entry("api.aidp", Set.of("api", "http", "json", "access", "exports", "logs")),
          Map.entry("server.config", Set.of("logs", "access")),
          Map.entry(
              "server",
              Set.of(
                  "server.config",
                  "api",
                  "api.dcos",
                  "api.fabric",
                  "api.admin",
                  "api.aidp",
                  "http",
                  "access",
                  "access.database",
                  "audit",
                  "catalog",
                  "exports",
                  "database",
                  "clusters",
                  "logs",
                  "journal")),
          Map.entry("cli", Set.of("server", "server.config", "access", "audit", "journal")));

  /** Libraries that only some rooms know, so that each can be replaced in one place. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "org.eclipse.jetty..", Set.of("http"),
          "org.snakeyaml..", Set.of("server.config"),
          "io.micrometer..", Set.of("http", "server"),
          "picocli..", Set.of("cli"),
          "tools.jackson..",
              Set.of("clusters", "exports", "json", "api.admin", "api.aidp", "api.fabric"),
          "com.nimbusds..", Set.of("access"),
          "org.jdbi..", Set.of("database", "access.database", "catalog", "exports"),
          "org.flywaydb..", Set.of("database"),
          "com.zaxxer..", Set.of("database"),
          "org.h2..", Set.of("database"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.millpond");

  @Test
  void everyRoomIsThere() {
    assertThat(CLASSES.stream().map(HouseRulesTest::room).flatMap(Optional::stream).distinct())
        .containsExactlyInAnyOrderElementsOf(ROOMS.keySet());
  }

  @Test
  void everyPackageBelongsToARoom() {
    assertThat(CLASSES.stream().filter(type -> room(type).isEmpty()).map(JavaClass::getName))
        .isEmpty();
  }

  @Test
  void roomsKnowOnlyWhatLiesBelowThem() {
    assertThat(
            CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(HouseRulesTest::isForbidden)
                .map(Dependency::getDescription))
        .isEmpty();
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.millpond.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayInTheirRooms() {
    LIBRARIES.forEach((library, rooms) ->
        noClasses()
            .that(liveOutside(rooms))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library)
            .check(CLASSES));
  }

  /** So what credentials are is read in one place, and what is asked can be put on record there. */
  @Test
  void oneClassAsksTheDecisionPoint() {
    Set<String> asking =
        CLASSES.get(Access.class).getMethods().stream()
            .filter(method -> Set.of("identify", "decide", "mayNow").contains(method.getName()))
            .flatMap(method -> method.getAccessesToSelf().stream())
            .map(access -> access.getOriginOwner())
            .filter(owner -> !owner.getPackageName().equals(Access.class.getPackageName()))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(asking).containsExactly(Doorkeeper.class.getName());
  }

  /** A dialect holds no file handle: what it reads comes through the rooms that know how. */
  @Test
  void dialectsOpenNoFiles() {
    List<Class<?>> openers =
        List.of(Files.class, FileInputStream.class, FileReader.class, RandomAccessFile.class);
    for (Class<?> opener : openers) {
      noClasses()
          .that(
              liveOutside(
                  Set.of(
                      "access",
                      "journal",
                      "logs",
                      "clusters",
                      "database",
                      "exports",
                      "audit",
                      "server",
                      "server.config",
                      "cli")))
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(opener)
          .check(CLASSES);
    }
  }

  private static boolean isForbidden(Dependency dependency) {
    Optional<String> from = room(dependency.getOriginClass());
    Optional<String> to = room(dependency.getTargetClass());
    return from.isPresent()
        && to.isPresent()
        && !from.equals(to)
        && !ROOMS.getOrDefault(from.get(), Set.of()).contains(to.get());
  }

  private static Optional<String> room(JavaClass type) {
    String name = type.getPackageName() + ".";
    return ROOMS.keySet().stream()
        .filter(room -> name.startsWith(ROOT + room + "."))
        .max((one, other) -> Integer.compare(one.length(), other.length()));
  }

  private static DescribedPredicate<JavaClass> liveOutside(Set<String> rooms) {
    return DescribedPredicate.describe(
        "live outside " + rooms,
        type -> Stream.ofNullable(room(type).orElse(null)).noneMatch(rooms::contains));
  }
}
