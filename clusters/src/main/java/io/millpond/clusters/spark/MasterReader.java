package io.millpond.clusters.spark;

import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.ServiceAccount;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.JsonDocument;
import io.millpond.clusters.documents.JsonMembers;
import io.millpond.clusters.spark.MasterState.MasterApplication;
import io.millpond.clusters.spark.MasterState.MasterDriver;
import io.millpond.clusters.spark.MasterState.MasterWorker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a standalone master tells of itself:
 *
 * <pre>
 * {"workers":[{"id":…,"host":…,"port":…,"webuiaddress":…}],
 *  "activeapps|completedapps":[{"id":…,"name":…,"user":…,"state":…,"starttime":…,"duration":…}],
 *  "activedrivers|completeddrivers":[{"id":…,"state":…,"worker":…}]}
 * </pre>
 *
 * What is missing or of another type than it should be counts as not told. For one document and one
 * thread.
 */
final class MasterReader {
  private static final String DOCUMENT = "master's answer";
  private static final int MAX_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

  private final Map<String, MasterApplication> applications = new HashMap<>();
  private final Map<String, MasterDriver> drivers = new HashMap<>();
  private final Map<String, List<MasterWorker>> workers = new HashMap<>();
  private int entries;
  private boolean isMaster;

  private MasterReader() {}

  static MasterState read(InputStream json) throws IOException {
    MasterReader reader = new MasterReader();
    new JsonDocument(DOCUMENT, Limits.MAX_SERVICE_BYTES, Limits.MAX_STATE_DEPTH)
        .read(json, reader::readState);
    if (!reader.isMaster) {
      throw new DocumentUnavailableException(DOCUMENT, Reason.MALFORMED);
    }
    return new MasterState(reader.applications, reader.drivers, reader.workers);
  }

  private void readState(JsonMembers json) throws DocumentUnavailableException {
    json.object(member -> {
      switch (member) {
        case "workers" -> {
          isMaster |= json.isArray();
          json.array(() -> readWorker(json));
        }
        case "activeapps", "completedapps" -> json.array(() -> readApplication(json));
        case "activedrivers", "completeddrivers" -> json.array(() -> readDriver(json));
        default -> json.skip();
      }
    });
  }

  private void readWorker(JsonMembers json) throws DocumentUnavailableException {
    String[] texts = {"", "", ""};
    double[] port = {0};
    json.object(member -> {
      switch (member) {
        case "id" -> texts[0] = json.text();
        case "host" -> texts[1] = json.text();
        case "webuiaddress" -> texts[2] = json.text(Limits.MAX_SERVICE_ADDRESS_CHARS);
        case "port" -> port[0] = json.number();
        default -> json.skip();
      }
    });
    if (HOST.matcher(texts[1]).matches() && port[0] >= 1 && port[0] <= MAX_PORT) {
      count();
      workers
          .computeIfAbsent(authority(texts[2]), _ -> new ArrayList<>())
          .add(new MasterWorker(texts[0], texts[1] + ":" + (int) port[0]));
    }
  }

  private void count() throws DocumentUnavailableException {
    entries++;
    if (entries > Limits.MAX_SERVICE_ENTRIES) {
      throw new DocumentUnavailableException(DOCUMENT, Reason.TOO_LARGE);
    }
  }

  private static String authority(String url) {
    try {
      return Optional.ofNullable(new URI(url).getRawAuthority()).orElse("");
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private void readApplication(JsonMembers json) throws DocumentUnavailableException {
    String[] texts = {"", "", "", ""};
    double[] millis = {0, 0};
    json.object(member -> {
      switch (member) {
        case "id" -> texts[0] = json.text();
        case "name" -> texts[1] = json.text(Limits.MAX_EVENT_TEXT_CHARS);
        case "user" -> texts[2] = json.text();
        case "state" -> texts[3] = json.text();
        case "starttime" -> millis[0] = json.number();
        case "duration" -> millis[1] = json.number();
        default -> json.skip();
      }
    });
    if (SparkIds.isPossible(texts[0])) {
      count();
      Optional<RunState> state = state(texts[3]);
      boolean isOver = state.filter(ServiceAccount::isOver).isPresent() && millis[1] >= 0;
      applications.putIfAbsent(
          texts[0],
          new MasterApplication(
              texts[0],
              texts[1],
              texts[2],
              state,
              JsonMembers.time(millis[0]),
              isOver ? JsonMembers.time(millis[0] + millis[1]) : Optional.empty()));
    }
  }

  private void readDriver(JsonMembers json) throws DocumentUnavailableException {
    String[] texts = {"", "", ""};
    json.object(member -> {
      switch (member) {
        case "id" -> texts[0] = json.text();
        case "state" -> texts[1] = json.text();
        case "worker" -> texts[2] = json.text();
        default -> json.skip();
      }
    });
    if (SparkIds.isPossible(texts[0])) {
      count();
      drivers.putIfAbsent(texts[0], new MasterDriver(texts[0], state(texts[1]), texts[2]));
    }
  }

  private static Optional<RunState> state(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "WAITING", "SUBMITTED" -> RunState.WAITING;
          case "RUNNING", "RELAUNCHING" -> RunState.RUNNING;
          case "FINISHED" -> RunState.SUCCEEDED;
          case "FAILED", "ERROR" -> RunState.FAILED;
          case "KILLED" -> RunState.KILLED;
          default -> null;
        });
  }
}
