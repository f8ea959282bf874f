package io.millpond.clusters.yarn;

import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.JsonDocument;
import io.millpond.clusters.documents.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads answers of YARN's resource manager:
 *
 * <pre>
 * {"apps":{"app":[{"id":…,"user":…,"name":…,"state":…,"finalStatus":…,"applicationType":…,
 *   "diagnostics":…,"startedTime":…,"finishedTime":…,"amContainerLogs":…,"amRPCAddress":…,
 *   "masterNodeId":…}]}}
 * {"appAttempts":{"appAttempt":[{"id":…,"startTime":…,"finishedTime":…,"containerId":…,"nodeId":…,
 *   "appAttemptState":…}]}}
 * </pre>
 *
 * Where there is one element only, it may stand without its array. What is missing or of another
 * type than it should be counts as not told. A container counts where its id is of the application
 * and of the attempt, whatever else the answer says.
 */
final class ManagerReader {
  /** What an answer is called in messages. */
  static final String DOCUMENT = "resource manager's answer";

  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]{1,249}:\\d{1,5}");
  private static final Pattern ADDRESS = Pattern.compile(".+:[1-9]\\d{0,4}");

  /**
   * Spark's application master ends so where the driver in it did not come up or threw something:
   * it then was the driver. There is no other trace of the mode where it died early.
   */
  private static final Pattern DRIVER_EXIT = Pattern.compile("exitCode: (?:13|15)\\b");

  private ManagerReader() {}

  /** The applications in the list, by their ids. */
  static Map<String, ManagedApplication> applications(InputStream json) throws IOException {
    Map<String, ManagedApplication> applications = new LinkedHashMap<>();
    each(
        json,
        "apps",
        "app",
        members -> {
          Optional<ManagedApplication> application = application(members);
          if (application.isPresent() && applications.size() == Limits.MAX_SERVICE_ENTRIES) {
            throw new DocumentUnavailableException(DOCUMENT, Reason.TOO_LARGE);
          }
          application.ifPresent(one -> applications.putIfAbsent(one.id(), one));
        });
    return Map.copyOf(applications);
  }

  /** The attempts of an application. */
  static List<ManagedAttempt> attempts(InputStream json, String applicationId) throws IOException {
    List<ManagedAttempt> attempts = new ArrayList<>();
    each(
        json,
        "appAttempts",
        "appAttempt",
        members -> {
          Optional<ManagedAttempt> attempt = attempt(members, applicationId);
          if (attempts.size() < Limits.MAX_SERVICE_ATTEMPTS) {
            attempt.ifPresent(attempts::add);
          }
        });
    return List.copyOf(attempts);
  }

  /** Calls back for each element of {@code {outer:{inner:[…]}}}. */
  private static void each(InputStream json, String outer, String inner, JsonDocument.Body element)
      throws IOException {
    boolean[] found = {false};
    new JsonDocument(DOCUMENT, Limits.MAX_SERVICE_BYTES, Limits.MAX_STATE_DEPTH)
        .read(
            json,
            members ->
                members.object(member -> {
                  if (member.equals(outer)) {
                    found[0] = true; // Of no applications at all it says null.
                    eachIn(members, inner, element);
                  } else {
                    members.skip();
                  }
                }));
    if (!found[0]) {
      throw new DocumentUnavailableException(DOCUMENT, Reason.MALFORMED);
    }
  }

  private static void eachIn(JsonMembers json, String inner, JsonDocument.Body element)
      throws DocumentUnavailableException {
    json.object(member -> {
      if (!member.equals(inner)) {
        json.skip();
      } else if (json.isArray()) {
        json.array(() -> element.read(json));
      } else {
        element.read(json);
      }
    });
  }

  private static Optional<ManagedApplication> application(JsonMembers json)
      throws DocumentUnavailableException {
    ApplicationMembers members = new ApplicationMembers();
    json.object(member -> {
      switch (member) {
        case "id" -> members.id = json.text();
        case "name" -> members.name = json.text(Limits.MAX_EVENT_TEXT_CHARS);
        case "user" -> members.user = json.text();
        case "applicationType" -> members.type = json.text();
        case "state" -> members.state = json.text();
        case "finalStatus" -> members.finalStatus = json.text();
        case "startedTime" -> members.startedMillis = json.number();
        case "finishedTime" -> members.finishedMillis = json.number();
        case "amContainerLogs" -> members.logs = json.text(Limits.MAX_SERVICE_ADDRESS_CHARS);
        case "masterNodeId" -> members.node = json.text();
        case "amRPCAddress" ->
            members.isDriver |=
                ADDRESS.matcher(json.text(Limits.MAX_SERVICE_ADDRESS_CHARS)).matches();
        case "diagnostics" ->
            members.isDriver |= DRIVER_EXIT.matcher(json.text(Limits.MAX_DIAGNOSIS_CHARS)).find();
        default -> json.skip();
      }
    });
    return members.finish();
  }

  /** An application of which not all has been read. */
  private static final class ApplicationMembers {
    private String id = "";
    private String name = "";
    private String user = "";
    private String type = "SPARK";
    private String state = "";
    private String finalStatus = "";
    private double startedMillis;
    private double finishedMillis;
    private String logs = "";
    private String node = "";
    private boolean isDriver;

    Optional<ManagedApplication> finish() {
      if (!ContainerId.isApplication(id) || !type.equalsIgnoreCase("SPARK")) {
        return Optional.empty();
      }
      Optional<ManagedAttempt> current =
          Arrays.stream(logs.split("/"))
              .flatMap(part -> ContainerId.parse(part, id).stream())
              .findFirst()
              .map(this::current);
      return Optional.of(
          new ManagedApplication(
              id,
              name,
              user,
              ManagerReader.state(state, finalStatus),
              JsonMembers.time(startedMillis),
              JsonMembers.time(finishedMillis),
              current,
              isDriver));
    }

    private ManagedAttempt current(ContainerId master) {
      return new ManagedAttempt(
          master.attempt(),
          Optional.of(master),
          ManagerReader.node(node),
          state.equals("KILLED"),
          Optional.empty(),
          JsonMembers.time(finishedMillis));
    }
  }

  private static Optional<ManagedAttempt> attempt(JsonMembers json, String applicationId)
      throws DocumentUnavailableException {
    String[] texts = {"", "", ""};
    double[] numbers = {0, 0, 0};
    json.object(member -> {
      switch (member) {
        case "id" -> numbers[0] = json.number();
        case "startTime" -> numbers[1] = json.number();
        case "finishedTime" -> numbers[2] = json.number();
        case "containerId" -> texts[0] = json.text();
        case "nodeId" -> texts[1] = json.text();
        case "appAttemptState" -> texts[2] = json.text();
        default -> json.skip();
      }
    });
    int number = (int) numbers[0];
    return number < 1
        ? Optional.empty()
        : Optional.of(
            new ManagedAttempt(
                number,
                ContainerId.parse(texts[0], applicationId)
                    .filter(container -> container.attempt() == number),
                node(texts[1]),
                texts[2].equals("KILLED"),
                JsonMembers.time(numbers[1]),
                JsonMembers.time(numbers[2])));
  }

  private static String node(String text) {
    return NODE.matcher(text).matches() ? text : "";
  }

  private static Optional<RunState> state(String state, String finalStatus) {
    return Optional.ofNullable(
        switch (state) {
          case "NEW", "NEW_SAVING", "SUBMITTED", "ACCEPTED" -> RunState.WAITING;
          case "RUNNING" -> RunState.RUNNING;
          case "KILLED" -> RunState.KILLED;
          case "FAILED" -> RunState.FAILED;
          case "FINISHED" ->
              switch (finalStatus) {
                case "SUCCEEDED" -> RunState.SUCCEEDED;
                case "FAILED" -> RunState.FAILED;
                case "KILLED" -> RunState.KILLED;
                default -> RunState.UNKNOWN;
              };
          default -> null;
        });
  }
}
