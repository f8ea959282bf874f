package io.millpond.access.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignaturesTest {
  private static final Instant NOW = Instant.parse("2026-02-28T23:59:59.5Z");
  private static final Signer ALICE = new Signer();
  private static final Signer BOB = new Signer();
  private static final String ALICE_ID = id(ALICE);
  private static final String FULL =
      "date (request-target) host content-length content-type x-content-sha256";

  private final RequestSignatures verifier =
      new RequestSignatures(
          List.of(
              new ApiKey(ALICE_ID, ALICE.publicKey(), "alice"),
              new ApiKey(id(BOB), BOB.publicKey(), "bob")),
          Optional.empty(),
          () -> NOW);

  private static String id(Signer signer) {
    return "t/u/" + OciRsa.fingerprint(signer.publicKey());
  }

  private Identity verify(HttpText request) {
    return verifier.verify(request.credentials(), () -> {});
  }

  private boolean isTaken(HttpText request) {
    return verify(request) instanceof Identity.Known;
  }

  private static HttpText get() {
    return Signer.get("/a%20b?c=%2f", NOW);
  }

  private static HttpText post(String method) {
    return get()
        .withMethod(method)
        .plus("Content-Length", "0")
        .plus("Content-Type", "application/json")
        .plus("X-Content-SHA256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  }

  @Test
  void isWhoseKeyItIs() {
    assertThat(verify(ALICE.sign(get(), ALICE_ID)))
        .isEqualTo(new Identity.Known(new Caller.Known("oci:alice", Instant.MAX)));
    assertThat(verify(BOB.sign(get(), id(BOB))))
        .isEqualTo(new Identity.Known(new Caller.Known("oci:bob", Instant.MAX)));
    assertThat(isTaken(BOB.sign(get(), ALICE_ID))).isFalse();
    assertThat(isTaken(ALICE.sign(get(), "t/u/unknown"))).isFalse();
    assertThat(isTaken(ALICE.sign(get(), "ST$" + ALICE_ID))).isFalse();
  }

  @Test
  void isOfItsOwnSchemeOnly() {
    assertThat(verifier.scheme()).isEqualTo(Scheme.OCI);
    assertThat(verifier.claims(get().credentials())).isTrue();
    Credentials token = new Credentials.Token("x", Set.of(Scheme.values()));
    assertThat(verifier.claims(token)).isFalse();
    assertThat(verifier.verify(token, () -> {})).isEqualTo(new Identity.Invalid());
    assertThat(verifier.verify(Credentials.NONE, () -> {})).isEqualTo(new Identity.Invalid());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, date (request-target) host, true",
    "HEAD, host date (request-target), true",
    "DELETE, (request-target) date host, true",
    "GET, (Request-Target) DATE Host, true",
    "GET, (request-target) host, false",
    "GET, date host, false",
    "GET, date (request-target), false",
    "POST, date (request-target) host, false",
    "PUT, date (request-target) host, false",
    "PATCH, date (request-target) host, false",
    "OPTIONS, date (request-target) host, false",
    "get, date (request-target) host, false",
    "POST, " + FULL + ", true",
    "PUT, " + FULL + ", true",
    "PATCH, " + FULL + ", true",
    "GET, " + FULL + ", true",
    "POST, (request-target) host content-length content-type x-content-sha256, false",
    "POST, date host content-length content-type x-content-sha256, false",
    "POST, date (request-target) content-length content-type x-content-sha256, false",
    "POST, date (request-target) host content-type x-content-sha256, false",
    "POST, date (request-target) host content-length x-content-sha256, false",
    "POST, date (request-target) host content-length content-type, false"
  })
  void whatHasToBeSignedIsThePublishedList(String method, String names, boolean isEnough) {
    assertThat(isTaken(ALICE.sign(post(method), ALICE_ID, names))).isEqualTo(isEnough);
  }

  /** Such a request says nothing of its length. */
  @Test
  void aBodyInChunksIsNotTaken() {
    HttpText chunked = post("POST").without("content-length").plus("Transfer-Encoding", "chunked");
    assertThat(isTaken(ALICE.sign(chunked, ALICE_ID, FULL))).isFalse();
  }

  @Test
  void aHeaderThatIsRepeatedIsOneLine() {
    HttpText request = get().plus("X-More", "a").plus("x-more", "b, c").plus("X-MORE", "é");
    String names = "date (request-target) host x-more";
    HttpText signed = ALICE.sign(request, ALICE_ID, names);
    assertThat(isTaken(signed)).isTrue();
    assertThat(isTaken(signed.without("x-more").plus("x-more", "a, b, c, é"))).isTrue();
    assertThat(isTaken(signed.without("x-more").plus("x-more", "a, b, c,é"))).isFalse();
    assertThat(isTaken(signed.plus("x-more", "d"))).isFalse();
    assertThat(isTaken(signed.without("x-more"))).isFalse();
  }

  @Test
  void theSignedDateCounts() {
    String never = Signer.date(NOW.minusSeconds(3600));
    HttpText both = get().plus("x-date", never);
    assertThat(isTaken(ALICE.sign(both, ALICE_ID))).isTrue();
    assertThat(isTaken(ALICE.sign(both, ALICE_ID, "date x-date (request-target) host"))).isFalse();
    assertThat(isTaken(ALICE.sign(both, ALICE_ID, "x-date (request-target) host"))).isFalse();
    HttpText other = get().without("date").plus("date", never).plus("x-date", Signer.date(NOW));
    assertThat(isTaken(ALICE.sign(other, ALICE_ID, "x-date (request-target) host"))).isTrue();
    assertThat(isTaken(ALICE.sign(other, ALICE_ID))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 28 Feb 2026 23:59:59 GMT",
        "Sunday, 28-Feb-26 23:59:59 GMT",
        "Sun Feb 28 23:59:59 2026",
        "Sat, 28 Feb 2026 23:59:59 UTC",
        "Sat, 28 Feb 2026 23:59:59 +0000",
        "Sat, 28 Feb 2026 23:59:59",
        "Sat, 28 Feb 2026 23:59:60 GMT",
        "Sat, 28 feb 2026 23:59:59 GMT",
        "sat, 28 Feb 2026 23:59:59 GMT",
        "28 Feb 2026 23:59:59 GMT",
        "Sat, 28 Feb +2026 23:59:59 GMT",
        "2026-02-28T23:59:59Z",
        "Sat, 28 Feb 2026 23:59:59 GMT, Sat, 28 Feb 2026 23:59:59 GMT"
      })
  void aDateHasOneForm(String date) {
    HttpText request = get().without("date").plus("date", date);
    assertThat(isTaken(ALICE.sign(request, ALICE_ID))).isFalse();
    HttpText good = get().without("date").plus("date", "Sat, 28 Feb 2026 23:59:59 GMT");
    assertThat(isTaken(ALICE.sign(good, ALICE_ID))).isTrue();
  }

  @Test
  void aLineOfASignatureIsOneHeader() {
    HttpText request = get().plus("x-more", "a\nhost: other");
    assertThat(isTaken(ALICE.sign(request, ALICE_ID, "date (request-target) host x-more")))
        .isFalse();
    assertThat(isTaken(ALICE.sign(get().withTarget("/é\u0100"), ALICE_ID))).isFalse();
    HttpText empty = get().plus("x-more", "");
    String names = "date (request-target) host x-more";
    assertThat(isTaken(ALICE.sign(empty, ALICE_ID, names))).isTrue();
    assertThat(isTaken(ALICE.sign(get(), ALICE_ID, names))).isFalse();
  }

  @Test
  void manyHeadersAreTooMany() {
    for (int more : new int[] {29, 30}) {
      HttpText request = get();
      for (int i = 0; i < more; i++) {
        request = request.plus("x-" + i, "v");
      }
      String names =
          IntStream.range(0, more).mapToObj(i -> " x-" + i).collect(Collectors.joining());
      assertThat(isTaken(ALICE.sign(request, ALICE_ID, "date (request-target) host" + names)))
          .isEqualTo(more == 29);
    }
  }

  /** Two equal reads in one second are signed the same. */
  @Test
  void theSameReadIsTakenAgain() {
    HttpText signed = ALICE.sign(get(), ALICE_ID);
    assertThat(isTaken(signed)).isTrue();
    assertThat(isTaken(signed)).isTrue();
  }

  @Test
  void aKeyHasToBeTheOneItsIdNames() {
    assertThatThrownBy(() -> new ApiKey(ALICE_ID, BOB.publicKey(), "alice"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OciRsa.fingerprint(BOB.publicKey()));
    assertThat(new ApiKey(ALICE_ID.replace('a', 'A'), ALICE.publicKey(), "x").principal())
        .isEqualTo("x");
    assertThat(new ApiKey("any name", BOB.publicKey(), "x").keyId()).isEqualTo("any name");
    assertThatThrownBy(() -> new ApiKey("ST$x", BOB.publicKey(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyHasToBeLongEnough() {
    RSAPublicKey weak = new Signer(1024).publicKey();
    assertThatThrownBy(() -> new ApiKey("x", weak, "x")).hasMessageContaining("has 1024");
    assertThatThrownBy(() -> new RequestSignatures(List.of(), Optional.of(weak), () -> NOW))
        .hasMessageContaining("has 1024");
  }
}
