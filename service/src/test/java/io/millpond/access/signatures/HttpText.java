package io.millpond.access.signatures;

import io.millpond.access.Credentials;
import io.millpond.access.SignedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request as text, to be changed in one place. */
record HttpText(String method, String target, List<Field> fields) implements SignedRequest {
  /** One header. */
  record Field(String name, String value) {}

  HttpText {
    fields = List.copyOf(fields);
  }

  /** A request without headers. */
  HttpText(String method, String target) {
    this(method, target, List.of());
  }

  /** The head of a request as it was sent. */
  static HttpText parse(String raw) {
    List<String> lines = raw.substring(0, raw.indexOf("\r\n\r\n")).lines().toList();
    String[] first = lines.getFirst().split(" ", -1);
    HttpText request = new HttpText(first[0], first[1]);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      request = request.plus(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return request;
  }

  @Override
  public List<String> header(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  HttpText withMethod(String other) {
    return new HttpText(other, target, fields);
  }

  HttpText withTarget(String other) {
    return new HttpText(method, other, fields);
  }

  HttpText plus(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new HttpText(method, target, more);
  }

  HttpText without(String name) {
    return new HttpText(
        method,
        target,
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  /** With another value of a header that is there once. */
  HttpText change(String name, UnaryOperator<String> change) {
    return without(name).plus(name, change.apply(header(name).getFirst()));
  }

  Credentials credentials() {
    return new Credentials.Signed(this);
  }
}
