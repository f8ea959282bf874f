package io.millpond.api.admin;

import io.millpond.catalog.Item;
import io.millpond.catalog.Limits;
import io.millpond.catalog.Uuids;
import io.millpond.http.Exchange;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What requests say of an entry: its ids in the path, its members in the body. */
final class Entry {
  private Entry() {}

  /** An id of the path. */
  static UUID id(Exchange exchange, String variable) {
    return Uuids.parse(exchange.variable(variable))
        .orElseThrow(() -> AdminProblem.invalidId(variable));
  }

  /** A body may repeat what the path says, as an answer does, and say nothing else there. */
  static void same(Body body, String member, UUID id) {
    boolean isOther =
        body.text(member).filter(text -> !text.equalsIgnoreCase(id.toString())).isPresent();
    if (isOther) {
      throw AdminProblem.invalid("the member " + member + " is not that of the path");
    }
  }

  /** The name of a workspace or item; by default its id. */
  static String name(Body body, UUID id) {
    return body.text("name").map(name -> checked("name", name)).orElse(id.toString());
  }

  /** The tenant whose a workspace is, if it is one's. */
  static Optional<String> tenant(Body body) {
    return body.text("tenant").map(tenant -> checked("tenant", tenant));
  }

  static Item.Type type(Body body) {
    String word = body.text("type").orElseThrow(() -> AdminProblem.invalid("type is missing"));
    return Arrays.stream(Item.Type.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            AdminProblem.invalid(
                "type is none of "
                    + Arrays.stream(Item.Type.values())
                        .map(Item.Type::word)
                        .collect(Collectors.joining(", "))));
  }

  static String cluster(Body body) {
    return checked(
        "cluster",
        body.text("cluster").orElseThrow(() -> AdminProblem.invalid("cluster is missing")));
  }

  /** Application ids, each once. */
  static Optional<List<String>> applications(Body body) {
    return body.texts("applications")
        .map(ids -> {
          ids.forEach(id -> checked("applications", id));
          return List.copyOf(new LinkedHashSet<>(ids));
        });
  }

  /** The id of a session that is to be made: of the Livy session that is named, or a new one. */
  static UUID newSessionId(Body body, String cluster) {
    Optional<Body> livy = body.object("livy");
    if (livy.isEmpty()) {
      return UUID.randomUUID();
    }
    String word = livy.get().text("kind").orElse("");
    Uuids.LivyKind kind =
        Arrays.stream(Uuids.LivyKind.values())
            .filter(known -> known.word().equals(word))
            .findFirst()
            .orElseThrow(() -> AdminProblem.invalid("livy.kind is neither session nor batch"));
    long number =
        livy.get()
            .whole("id")
            .filter(id -> id >= 0)
            .orElseThrow(() -> AdminProblem.invalid("livy.id is no number from 0"));
    livy.get().end();
    return Uuids.ofLivy(cluster, kind, number);
  }

  private static String checked(String member, String text) {
    boolean isPrintable = text.codePoints().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > Limits.MAX_NAME_CHARS || !isPrintable) {
      throw AdminProblem.invalid(
          member
              + " has to have 1 to "
              + Limits.MAX_NAME_CHARS
              + " characters, none of them a control character");
    }
    if (!isUnicode(text)) {
      throw AdminProblem.invalid(member + " has half a surrogate pair");
    }
    return text;
  }

  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }
}
