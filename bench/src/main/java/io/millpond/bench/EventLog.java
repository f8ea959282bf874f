package io.millpond.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Event logs as Spark on YARN writes them, of applications that have ended. */
final class EventLog {
  private static final long FIRST_START_MILLIS = 1_800_000_000_000L;
  private static final int PROPERTIES = 150;

  private EventLog() {}

  /** The id of an application, by its number. */
  static String application(int number) {
    return "application_1800000000000_%04d".formatted(number);
  }

  /** The id of the container of its driver. */
  static String container(int number) {
    return application(number).replace("application", "container") + "_01_000001";
  }

  /**
   * Writes one.
   *
   * @param properties Spark properties besides the usual ones, as members of a JSON object
   * @param bytes that it is long at least
   */
  static void write(Path directory, int number, String properties, int bytes) throws IOException {
    long started = FIRST_START_MILLIS + number * 1000L;
    StringBuilder text = new StringBuilder(bytes + 4096);
    text.append("{\"Event\":\"SparkListenerLogStart\",\"Spark Version\":\"3.5.6\"}\n");
    environment(text, properties);
    text.append(
        """
        {"Event":"SparkListenerApplicationStart","App Name":"Job %d","App ID":"%s",\
        "Timestamp":%d,"User":"bench","App Attempt ID":"1","Driver Attributes":\
        {"NM_HOST":"localhost","NM_PORT":"45454","CONTAINER_ID":"%s"}}
        """
            .formatted(number, application(number), started, container(number)));
    for (int task = 0; text.length() < bytes; task++) {
      task(text, task, started);
    }
    text.append("{\"Event\":\"SparkListenerApplicationEnd\",\"Timestamp\":")
        .append(started + 60_000)
        .append("}\n");
    Files.writeString(
        directory.resolve(application(number) + "_1"), text, StandardCharsets.US_ASCII);
  }

  private static void environment(StringBuilder text, String properties) {
    text.append("{\"Event\":\"SparkListenerEnvironmentUpdate\",\"JVM Information\":");
    text.append("{\"Java Version\":\"17.0.15\"},\"Spark Properties\":{").append(properties);
    text.append("},\"Hadoop Properties\":{");
    for (int i = 0; i < PROPERTIES; i++) {
      text.append(i == 0 ? "" : ",").append("\"yarn.some.property.of.the.cluster.").append(i);
      text.append("\":\"file:///some/value/of/the/cluster/").append(i).append('"');
    }
    text.append("},\"System Properties\":{},\"Classpath Entries\":{}}\n");
  }

  private static void task(StringBuilder text, int task, long started) {
    text.append(
        """
        {"Event":"SparkListenerTaskEnd","Stage ID":%d,"Stage Attempt ID":0,"Task Type":\
        "ResultTask","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":%d,"Index":%d,\
        "Attempt":0,"Launch Time":%d,"Executor ID":"%d","Host":"worker-%d.example.com",\
        "Locality":"PROCESS_LOCAL","Finish Time":%d,"Failed":false,"Killed":false,\
        "Accumulables":[]},"Task Metrics":{"Executor Deserialize Time":12,"Executor Run Time":%d,\
        "Result Size":1037,"JVM GC Time":3,"Memory Bytes Spilled":0,"Disk Bytes Spilled":0}}
        """
            .formatted(
                task / 200,
                task,
                task % 200,
                started + task,
                task % 4,
                task % 40,
                started + task + 50,
                task % 50));
  }
}
