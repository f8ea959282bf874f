package io.millpond.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SwarTest {
  @Test
  void agreesWithALoop() {
    long seed = Seeds.next();
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        // neighbours of the value sought are what the cheap formula gets wrong
        bytes[i] = (byte) (random.nextInt(3) == 0 ? '\n' : '\n' + 1 - random.nextInt(200));
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      int first = -1;
      int last = -1;
      int count = 0;
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\n') {
          first = first < 0 ? i : first;
          last = i;
          count++;
        }
      }
      String hint = Seeds.hint(seed);
      assertThat(Swar.indexOf(bytes, from, to, (byte) '\n')).as(hint).isEqualTo(first);
      assertThat(Swar.lastIndexOf(bytes, from, to, (byte) '\n')).as(hint).isEqualTo(last);
      assertThat(Swar.count(bytes, from, to, (byte) '\n')).as(hint).isEqualTo(count);
    }
  }
}
