package io.millpond.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code LIMITS.md} lists every constant of every {@code Limits} class, with the value it has, and
 * no other.
 */
final class LimitsListedTest {
  private static final Pattern HEADING = Pattern.compile("## `(.+)`");
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z0-9_]+)` \\| ([^|]+) \\|.*");

  @Test
  void everyBoundIsListedWithItsValue() throws Exception {
    List<String> expected = new ArrayList<>();
    for (Class<?> type : limits()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          String row = field.getName() + " = " + text(field.getName(), field.get(null));
          expected.add(type.getPackageName() + " " + row);
        }
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<Class<?>> limits() {
    List<Class<?>> types = new ArrayList<>();
    new ClassFileImporter()
        .importPackages("io.millpond").stream()
            .filter(type -> type.getSimpleName().equals("Limits"))
            .sorted(Comparator.comparing(JavaClass::getName))
            .forEach(type -> types.add(type.reflect()));
    return types;
  }

  /** The rows of the document, as {@code package NAME = value}. */
  private static List<String> listed() throws Exception {
    List<String> rows = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(SourceTree.file("LIMITS.md"))) {
      Matcher heading = HEADING.matcher(line);
      Matcher row = ROW.matcher(line);
      if (heading.matches()) {
        section = heading.group(1);
      } else if (row.matches()) {
        rows.add(section + " " + row.group(1) + " = " + row.group(2).strip());
      }
    }
    return rows;
  }

  /** A value as the document writes it: {@code 64 KiB}, {@code 5 s}, {@code 1,024}. */
  private static String text(String name, Object value) {
    return switch (value) {
      case Duration duration -> duration(duration);
      case Number number when name.endsWith("_BYTES") -> bytes(number.longValue());
      case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
      default -> throw new IllegalArgumentException(name + " is neither a number nor a duration");
    };
  }

  private static String bytes(long count) {
    List<String> units = List.of(" B", " KiB", " MiB", " GiB", " TiB");
    int unit = 0;
    while (unit < units.size() - 1 && count >= 1024 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return count + units.get(unit);
  }

  private enum Unit {
    DAYS("d", Duration.ofDays(1)),
    SECONDS("s", Duration.ofSeconds(1)),
    MILLIS("ms", Duration.ofMillis(1)),
    MICROS("µs", Duration.ofNanos(1000));

    private final String sign;
    private final Duration length;

    Unit(String sign, Duration length) {
      this.sign = sign;
      this.length = length;
    }
  }

  /** In the largest unit of which it is a whole number. */
  private static String duration(Duration duration) {
    return Arrays.stream(Unit.values())
        .filter(unit -> duration.toNanos() % unit.length.toNanos() == 0)
        .findFirst()
        .map(unit -> duration.dividedBy(unit.length) + " " + unit.sign)
        .orElseThrow();
  }
}
