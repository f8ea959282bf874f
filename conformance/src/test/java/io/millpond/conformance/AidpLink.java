package io.millpond.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** Reads what a link leads to, as whoever has it: without credentials. */
final class AidpLink {
  private AidpLink() {}

  /** An answer to a GET, whatever its status. */
  static RawResponse get(URI link, String... headers) {
    try (RawConnection connection = RawConnection.open(link)) {
      connection.send(RawConnection.request("GET", link.getRawPath(), List.of(headers)));
      return connection.receive("GET");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of an export. */
  static String text(URI link) {
    return FabricSession.ok(get(link)).text();
  }
}
