package io.millpond.api;

import io.millpond.access.Credentials;
import io.millpond.access.Scheme;
import io.millpond.access.SignedRequest;
import io.millpond.http.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the credentials of a request in the places where clients of the published APIs put them.
 * More than one {@code Authorization} header is no credentials at all.
 */
public final class RequestCredentials {
  private static final String AUTHORIZATION = "Authorization";
  private static final String TOKEN = "token=";
  private static final String BEARER = "Bearer ";
  private static final String SIGNATURE = "signature ";

  private RequestCredentials() {}

  /** {@code Authorization: Bearer <token>} and nothing else. */
  public static Credentials bearer(Exchange exchange, Set<Scheme> schemes) {
    return authorization(exchange)
        .map(value -> bearer(value, schemes).orElse(Credentials.UNREADABLE))
        .orElse(Credentials.NONE);
  }

  /** {@code Authorization: Signature …} over the request, or {@code Bearer <token>}. */
  public static Credentials signedOrBearer(Exchange exchange, Set<Scheme> schemes) {
    return authorization(exchange)
        .map(value ->
            signed(exchange, value).or(() -> bearer(value, schemes)).orElse(Credentials.UNREADABLE))
        .orElse(Credentials.NONE);
  }

  /**
   * {@code Authorization: token=<token>} or {@code Bearer <token>}, as DC/OS takes it; a cookie
   * only where there is no such header: a good cookie rescues no bad header.
   */
  public static Credentials tokenOrCookie(
      Exchange exchange, String cookieName, Set<Scheme> schemes) {
    Optional<String> authorization = authorization(exchange);
    if (authorization.isPresent()) {
      return token(authorization.get(), schemes).orElse(Credentials.UNREADABLE);
    }
    return cookie(exchange, cookieName)
        .<Credentials>map(text -> new Credentials.Token(text, schemes))
        .orElse(Credentials.NONE);
  }

  /** Whatever any dialect takes in the header, for what belongs to none of them. No cookies. */
  public static Credentials any(Exchange exchange) {
    Set<Scheme> schemes = Set.of(Scheme.values());
    return authorization(exchange)
        .map(value ->
            signed(exchange, value).or(() -> token(value, schemes)).orElse(Credentials.UNREADABLE))
        .orElse(Credentials.NONE);
  }

  private static Optional<String> authorization(Exchange exchange) {
    List<String> values = exchange.headers(AUTHORIZATION);
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(values.getFirst());
      // Which of them counts is a question that a proxy before us may answer differently.
      default -> Optional.of("");
    };
  }

  private static Optional<Credentials> bearer(String value, Set<Scheme> schemes) {
    String text = value.strip();
    if (!text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.empty();
    }
    int begin = BEARER.length();
    while (text.charAt(begin) == ' ') {
      begin++;
    }
    String token = text.substring(begin);
    return token.chars().noneMatch(Character::isWhitespace)
        ? Optional.of(new Credentials.Token(token, schemes))
        : Optional.empty();
  }

  private static Optional<Credentials> token(String value, Set<Scheme> schemes) {
    int begin = value.indexOf(TOKEN) + TOKEN.length();
    return begin >= TOKEN.length() && begin < value.length()
        ? Optional.of(new Credentials.Token(value.substring(begin).strip(), schemes))
        : bearer(value, schemes);
  }

  private static Optional<Credentials> signed(Exchange exchange, String value) {
    return value.toLowerCase(Locale.ROOT).startsWith(SIGNATURE)
        ? Optional.of(new Credentials.Signed(new OfExchange(exchange)))
        : Optional.empty();
  }

  private static Optional<String> cookie(Exchange exchange, String name) {
    String begin = name + "=";
    for (String header : exchange.headers("Cookie")) {
      for (String pair : header.split(";", -1)) {
        String cookie = pair.strip();
        if (cookie.startsWith(begin) && cookie.length() > begin.length()) {
          return Optional.of(cookie.substring(begin.length()));
        }
      }
    }
    return Optional.empty();
  }

  private record OfExchange(Exchange exchange) implements SignedRequest {
    @Override
    public String method() {
      return exchange.method();
    }

    @Override
    public String target() {
      return exchange.rawTarget();
    }

    @Override
    public List<String> header(String name) {
      // HTTP/2 has another place for it, and clients sign it by this name all the same.
      List<String> values = exchange.headers(name);
      return values.isEmpty() && name.equalsIgnoreCase("host")
          ? exchange.authority().stream().toList()
          : values;
    }
  }
}
