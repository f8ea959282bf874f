package io.millpond.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a file holds, reading it ends in a configuration or in a message; and the message has no
 * secret in it. Run one seed again: {@code -Dmillpond.seed=…} replaces those of the first case.
 */
class MutationTest {
  private static final int FILES_PER_SEED = 400;
  private static final String ALPHABET = "{}[]:,-?&*!|>'\"%@`#~$ \n\t\u0000\u00e4\u202801aA.";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261120, 42})
  void noFileBreaksTheReader(long given) {
    long seed = Long.getLong("millpond.seed", given);
    Random random = new Random(seed);
    TestingFile file = FullConfigurationTest.prepare(directory);
    for (int i = 0; i < FILES_PER_SEED; i++) {
      String yaml = mutated(FullConfigurationTest.FULL, random);
      try {
        file.load(yaml);
      } catch (ConfigurationException e) {
        // A key or scalar may be cut anywhere, even into a message; the password itself never is.
        assertThat(e.problems()).as("seed %d, file %d", seed, i).isNotEmpty();
        assertThat(e.problems()).allMatch(p -> p.startsWith(directory + "/millpond.yaml:"));
        assertThat(e.getMessage()).as("seed %d, file %d", seed, i).doesNotContain("hunter2");
      } catch (RuntimeException | StackOverflowError e) {
        fail(e + "\nseed " + seed + ", file " + i + ":\n" + yaml, e);
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(4)) {
        case 0 -> mutated.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 1 -> mutated.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        case 2 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(20)));
        default -> mutated.insert(at, line(text, random));
      }
    }
    return mutated.toString();
  }

  private static String line(String text, Random random) {
    String[] lines = text.split("\n", -1);
    return "\n" + lines[random.nextInt(lines.length)] + "\n";
  }
}
