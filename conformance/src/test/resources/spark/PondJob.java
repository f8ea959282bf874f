import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes logs in two rounds, and waits in between until a file is there.
 *
 * <p>Arguments: what to do after the first round ({@code run}, {@code exit}, {@code throw}), the
 * file that opens the gate, lines a task prints, milliseconds it rests after a hundred of them.
 */
public final class PondJob {
  private static final Logger LOG = LoggerFactory.getLogger(PondJob.class);
  private static final long GATE_MILLIS = 300_000;
  private static final int EXIT_CODE = 7;

  private PondJob() {}

  public static void main(String[] arguments) {
    Path gate = Path.of(arguments[1]);
    int lines = Integer.parseInt(arguments[2]);
    long restMillis = Long.parseLong(arguments[3]);
    SparkSession spark = SparkSession.builder().appName("pond").getOrCreate();
    out().println("driver: Grüße vom Teich – 水 🦆");
    round(spark, 1, lines, restMillis);
    switch (arguments[0]) {
      case "exit" -> System.exit(EXIT_CODE);
      case "throw" -> throw new IllegalStateException("the driver fails on purpose");
      default -> awaitGate(gate);
    }
    round(spark, 2, lines, restMillis);
    LOG.warn("chained", new IllegalStateException("outer", new IllegalArgumentException("inner")));
    out().print("driver: the end, without a newline");
    spark.stop();
  }

  private static void round(SparkSession spark, int round, int lines, long restMillis) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    long sum =
        context
            .parallelize(List.of(0, 1, 2, 3), 4)
            .map(partition -> task(round, partition, lines, restMillis))
            .reduce(Long::sum);
    out().println("driver: round " + round + " has printed " + sum + " lines");
    out().println("driver: ids " + spark.range(100).filter("id % 7 = 0").count());
  }

  private static long task(int round, int partition, int lines, long restMillis) {
    if (round == 1 && partition == 0 && TaskContext.get().attemptNumber() == 0) {
      throw new IllegalStateException("fails once, on purpose\nin two lines");
    }
    PrintStream out = out();
    for (int line = 0; line < lines; line++) {
      out.println("task " + round + "." + partition + " line " + line + " über Größe – 水");
      if (line % 100 == 99) {
        LOG.info("task {}.{} has printed {} lines", round, partition, line + 1);
        LockSupport.parkNanos(restMillis * 1_000_000);
      }
    }
    return lines;
  }

  /** The locale of a worker does not matter. */
  private static PrintStream out() {
    return new PrintStream(
        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  private static void awaitGate(Path gate) {
    long end = System.currentTimeMillis() + GATE_MILLIS;
    while (!Files.exists(gate)) {
      if (System.currentTimeMillis() > end) {
        throw new IllegalStateException("nobody opens the gate");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
