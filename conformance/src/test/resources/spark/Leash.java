import java.io.IOException;
import java.util.Arrays;

/**
 * Runs a main class for as long as standard input stays open. It ends with whoever holds its other
 * end, however that one dies.
 */
public final class Leash {
  private static final long GRACE_MILLIS = 10_000;

  private Leash() {}

  public static void main(String[] arguments) throws Exception {
    daemon("leash", Leash::awaitEnd);
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // What is said does not matter.
      }
    } catch (IOException gone) {
      // An end, too.
    }
    daemon("leash-halt", Leash::haltAfterGrace);
    System.exit(1);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException now) {
      // Halts at once.
    }
    Runtime.getRuntime().halt(2);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
