package io.millpond.clusters.livy;

import io.millpond.clusters.Limits;
import io.millpond.clusters.RunState;
import io.millpond.clusters.documents.DocumentUnavailableException;
import io.millpond.clusters.documents.DocumentUnavailableException.Reason;
import io.millpond.clusters.documents.JsonDocument;
import io.millpond.clusters.documents.JsonMembers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads answers of a Livy server:
 *
 * <pre>
 * {"sessions":[{"id":0,"appId":…,"state":…}]}
 * {"log":["a line", …]}
 * </pre>
 *
 * What is missing or of another type than it should be counts as not told.
 */
final class LivyReader {
  private static final String DOCUMENT = "Livy server's answer";
  private static final Pattern APPLICATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private LivyReader() {}

  /**
   * A session or batch as it is listed.
   *
   * @param state empty where the word for it is not known
   */
  record Listed(int number, Optional<String> applicationId, Optional<RunState> state) {}

  static List<Listed> sessions(InputStream json) throws IOException {
    List<Listed> sessions = new ArrayList<>();
    boolean[] isList = {false};
    new JsonDocument(DOCUMENT, Limits.MAX_SERVICE_BYTES, Limits.MAX_STATE_DEPTH)
        .read(
            json,
            members ->
                members.object(member -> {
                  if (member.equals("sessions")) {
                    isList[0] |= members.isArray();
                    members.array(() -> {
                      Optional<Listed> session = session(members);
                      if (sessions.size() < Limits.MAX_LIVY_SESSIONS) {
                        session.ifPresent(sessions::add);
                      }
                    });
                  } else {
                    members.skip();
                  }
                }));
    if (!isList[0]) {
      throw new DocumentUnavailableException(DOCUMENT, Reason.MALFORMED);
    }
    return List.copyOf(sessions);
  }

  private static Optional<Listed> session(JsonMembers json) throws DocumentUnavailableException {
    double[] id = {-1};
    String[] texts = {"", ""};
    json.object(member -> {
      switch (member) {
        case "id" -> id[0] = json.number();
        case "appId" -> texts[0] = json.text();
        case "state" -> texts[1] = json.text();
        default -> json.skip();
      }
    });
    return id[0] >= 0 && id[0] <= Integer.MAX_VALUE
        ? Optional.of(
            new Listed(
                (int) id[0],
                Optional.of(texts[0]).filter(text -> APPLICATION.matcher(text).matches()),
                state(texts[1])))
        : Optional.empty();
  }

  private static Optional<RunState> state(String word) {
    return Optional.ofNullable(
        switch (word) {
          case "not_started", "starting", "recovering" -> RunState.WAITING;
          case "idle", "busy", "running", "shutting_down" -> RunState.RUNNING;
          case "success" -> RunState.SUCCEEDED;
          case "dead", "error" -> RunState.FAILED;
          case "killed" -> RunState.KILLED;
          default -> null;
        });
  }

  /** The lines of a log, each with its newline. */
  static byte[] log(InputStream json) throws IOException {
    StringBuilder text = new StringBuilder();
    boolean[] isLog = {false};
    new JsonDocument(DOCUMENT, Limits.MAX_LIVY_LOG_BYTES, Limits.MAX_STATE_DEPTH)
        .read(
            json,
            members ->
                members.object(member -> {
                  if (member.equals("log")) {
                    isLog[0] |= members.isArray();
                    members.array(
                        () -> text.append(members.text(Limits.MAX_LIVY_LOG_BYTES)).append('\n'));
                  } else {
                    members.skip();
                  }
                }));
    if (!isLog[0]) {
      throw new DocumentUnavailableException(DOCUMENT, Reason.MALFORMED);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
