package io.millpond.conformance;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever the process was doing when it was killed, what it had accepted comes to an end. */
class AidpKillTest {
  private static final int MANY = 30;

  private final AidpLives lives = new AidpLives();

  @BeforeEach
  void prepare() throws IOException {
    MillpondServer.assumeProduct();
    lives.prepare();
  }

  @AfterEach
  void clean() {
    lives.clean();
  }

  @Test
  void exportsSurviveAKill() throws Exception {
    survive(1);
  }

  @Test
  @Tag("slow")
  void exportsSurviveManyKills() throws Exception {
    survive(MANY);
  }

  private void survive(int kills) throws Exception {
    long seed = new Random().nextLong();
    try {
      Random random = new Random(seed);
      for (int life = 0; life < kills; life++) {
        lives.liveAndDie(random);
      }
      lives.liveAndTell();
    } catch (AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }
}
