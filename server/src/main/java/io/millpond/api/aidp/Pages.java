package io.millpond.api.aidp;

import io.millpond.http.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cuts a list into pages. The token of the next page says what the last entry of this one was, by
 * its place in the order, so that entries which come and go meanwhile make no other be shown twice
 * or left out. It is good for the same list with the same filters and order only.
 *
 * @param <T> an entry
 * @param <P> its place
 * @param order of the places; no two entries have the same
 * @param place of an entry
 * @param write a place as text
 * @param read the place of a text; throws {@link IllegalArgumentException} where it is none
 */
record Pages<T, P>(
    Comparator<P> order,
    Function<T, P> place,
    Function<P, String> write,
    Function<String, P> read) {
  /**
   * The page of a request; sets the header that leads to the next one.
   *
   * @param entries in no order
   * @param list what tells this list, with its filters and order, from others
   */
  List<T> page(Exchange exchange, ListQuery query, Stream<T> entries, String list) {
    int limit = query.limit();
    Optional<P> last = query.text("page").map(token -> last(token, list));
    List<T> found =
        entries
            .filter(entry -> last.isEmpty() || order.compare(place.apply(entry), last.get()) > 0)
            .sorted(Comparator.comparing(place, order))
            .limit(limit + 1L)
            .toList();
    if (found.size() <= limit) {
      return found;
    }
    List<T> page = found.subList(0, limit);
    String token = list + write.apply(place.apply(page.getLast()));
    exchange.with(
        "opc-next-page",
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    return page;
  }

  private P last(String token, String list) {
    if (token.length() <= Limits.MAX_PAGE_TOKEN_CHARS) {
      try {
        String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        if (plain.startsWith(list)) {
          return read.apply(plain.substring(list.length()));
        }
      } catch (IllegalArgumentException malformed) {
        // Refused below.
      }
    }
    throw AidpProblem.noPage();
  }
}
