package io.millpond.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the source tree has to look like. */
final class TidyTest {
  /** Beyond this a file wants splitting. */
  private static final int MAX_LINES = 500;

  // The words are put together here, so that this file does not hold them.
  private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit\\.\\w+)\\.sle" + "ep");
  private static final String STANDARD_OUTPUT = "System" + ".out";
  private static final Pattern OF_ONE_MACHINE =
      Pattern.compile("(?<![\\w.@>}/-])/(wo" + "rk|ro" + "ot|Us" + "ers)/");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "public ((abstract|final|sealed|non-sealed|strictfp) )*"
              + "(class|interface|enum|record|@interface) .*");

  private static final List<SourceTree.Source> SOURCES = SourceTree.sources();

  @Test
  void theTreeIsRead() {
    assertThat(SOURCES)
        .extracting(SourceTree.Source::path)
        .contains("pom.xml", "README.md", "millpond", "server/pom.xml")
        .hasSizeGreaterThan(300);
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(places(SOURCES.stream(), LEFT_FOR_LATER)).isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(java())
        .allSatisfy(source ->
            assertThat(source.lines()).as(source.path()).hasSizeLessThanOrEqualTo(MAX_LINES));
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() {
    Set<String> packages =
        java()
            .filter(SourceTree.Source::isMain)
            .map(SourceTree.Source::directory)
            .collect(Collectors.toSet());
    Set<String> described =
        java()
            .filter(SourceTree.Source::isMain)
            .filter(source -> source.path().endsWith("/package-info.java"))
            .filter(source -> source.lines().contains("@NullMarked"))
            .filter(source -> source.lines().getFirst().startsWith("/**"))
            .map(SourceTree.Source::directory)
            .collect(Collectors.toSet());
    assertThat(described).isNotEmpty().isEqualTo(packages);
  }

  @Test
  void everyPublicTypeIsDescribed() {
    assertThat(java().filter(SourceTree.Source::isMain).filter(TidyTest::lacksJavadoc))
        .extracting(SourceTree.Source::path)
        .isEmpty();
  }

  /** Whether nothing but annotations stands between the imports and a public type. */
  private static boolean lacksJavadoc(SourceTree.Source source) {
    List<String> lines = source.lines();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (PUBLIC_TYPE.matcher(lines.get(i)).matches()) {
        return lines.subList(0, i).stream().noneMatch(line -> line.startsWith("/**"));
      }
    }
    return false;
  }

  @Test
  void testsDoNotSleep() {
    assertThat(places(java().filter(SourceTree.Source::isTest), SLEEP)).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrints() {
    Set<String> printers = Set.of("cli", "bench");
    assertThat(
            java()
                .filter(source -> source.isMain() && !printers.contains(source.room()))
                .flatMap(source -> source.places(line -> line.contains(STANDARD_OUTPUT))))
        .isEmpty();
  }

  @Test
  void nothingNamesAPlaceOfOneMachine() {
    assertThat(places(SOURCES.stream(), OF_ONE_MACHINE)).isEmpty();
  }

  private static Stream<SourceTree.Source> java() {
    return SOURCES.stream().filter(SourceTree.Source::isJava);
  }

  private static Stream<String> places(Stream<SourceTree.Source> sources, Pattern wrong) {
    return sources.flatMap(source -> source.places(line -> wrong.matcher(line).find()));
  }
}
