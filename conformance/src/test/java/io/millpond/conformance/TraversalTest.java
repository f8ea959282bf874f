package io.millpond.conformance;

import static io.millpond.conformance.GeneratedAgent.FRAMEWORK;
import static io.millpond.conformance.GeneratedAgent.LOGS;
import static io.millpond.conformance.GeneratedAgent.SANDBOX;
import static io.millpond.conformance.GeneratedAgent.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Paths that want out, on every input that resembles a path. Canaries lie on every level above the
 * sandbox; none of their bytes may come back, nor an answer that says the server stumbled.
 */
class TraversalTest {
  @RegisterExtension
  static final MillpondServer SERVER = new MillpondServer(TraversalTest::prepare);

  private static final String EXECUTORS = LOGS + "/task/frameworks/" + FRAMEWORK + "/executors/";

  /** Request targets; the star is where the hostile string goes. */
  private static final List<String> PLACES =
      List.of(
          SANDBOX + "/*",
          SANDBOX + "/*/download",
          SANDBOX + "/files/browse?path=*",
          SANDBOX + "/dir%2F*",
          SANDBOX.substring(0, SANDBOX.lastIndexOf('/')) + "/*/canary.txt",
          SANDBOX + "/tasks/*/canary.txt",
          SANDBOX + "/tasks/*/files/browse",
          EXECUTORS + "*/runs/latest/canary.txt",
          EXECUTORS + TASK + "/runs/*/files/browse",
          LOGS + "/task/frameworks/*/executors/" + TASK + "/runs/latest/canary.txt",
          LOGS + "/task/*",
          LOGS + "/task/*/file/canary.txt",
          LOGS + "/task/job/file/*",
          LOGS + "/task/job/file/*/download",
          LOGS + "/task/job/browse?path=*",
          LOGS + "/component/*",
          "/system/v1/agent/*/logs/v2" + SANDBOX.substring(LOGS.length()) + "/canary.txt",
          "/openapi/*",
          "/*");

  private static final List<Escape> ESCAPES = List.of(Escape.RAW, Escape.ONCE, Escape.TWICE);

  private static String prepare(Path directory) throws IOException {
    String config = GeneratedAgent.prepare(directory);
    for (Path at = GeneratedAgent.sandbox(directory).getParent();
        at != null && at.startsWith(directory);
        at = at.getParent()) {
      Files.writeString(at.resolve("canary.txt"), Scratch.CANARY + "\n");
    }
    return config;
  }

  @Test
  void aSampleOnEveryPlace() {
    List<String> strings = Corpora.sample(Corpora.traversals(), Limits.QUICK_SAMPLE);
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < strings.size(); i++) {
      for (int j = 0; j < 4; j++) { // 4 of 57 combinations each, all of them in turn
        int combination = (i * 4 + j) % (PLACES.size() * ESCAPES.size());
        targets.add(target(strings.get(i), combination));
      }
    }
    replay(targets);
  }

  @Test
  @Tag("slow")
  void everyStringOnEveryPlace() {
    for (int combination = 0; combination < PLACES.size() * ESCAPES.size(); combination++) {
      int at = combination;
      replay(Corpora.traversals().stream().map(string -> target(string, at)).toList());
    }
  }

  private static String target(String string, int combination) {
    Escape escape = ESCAPES.get(combination % ESCAPES.size());
    return PLACES.get(combination / ESCAPES.size()).replace("*", escape.apply(string));
  }

  private static void replay(List<String> targets) {
    int before = SERVER.process().openDescriptors();
    Pipeline.run(SERVER.base(), targets, TraversalTest::check);
    assertThat(SERVER.process().openDescriptors())
        .as("open descriptors after %d requests", targets.size())
        .isLessThanOrEqualTo(before + 20); // JARs and libraries opened on first use
    assertThat(SERVER.get("/healthz").status()).isEqualTo(200);
  }

  private static void check(String target, RawResponse answer) {
    String text = answer.latin1();
    String location = answer.headerOrEmpty("Location");
    int query = location.indexOf('?');
    String path = query < 0 ? location : location.substring(0, query);
    String wrong = "";
    if (answer.status() >= 500) {
      wrong = "the server stumbled";
    } else if (text.contains(Scratch.CANARY)) {
      wrong = "bytes from outside the sandbox";
    } else if (text.contains("root:x:0:") || text.contains("canary.txt\",\"size")) {
      wrong = "a file of this machine";
    } else if ((text + answer.headers()).contains(Scratch.MARK)) {
      wrong = "a path of this machine";
    } else if (answer.status() / 100 != 3 && answer.contentType().contains("html")) {
      wrong = "an answer a browser would render";
    } else if (answer.status() / 100 == 3
        && (!path.startsWith("/")
            || path.startsWith("//")
            || path.contains("/../")
            || path.endsWith("/.."))) {
      wrong = "a redirect that leads elsewhere";
    }
    if (!wrong.isEmpty()) {
      fail("%s%n  request: GET %s%n  actual:  %s", wrong, target, answer);
    }
  }
}
