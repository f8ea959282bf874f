package io.millpond.access.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Caller;
import io.millpond.access.Identity;
import io.millpond.access.tokens.SessionTokens;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of Oracle's clients pass as they were sent and in no other form. */
class RecordedSignaturesTest {
  private static final String AUTHORIZATION = "authorization";
  private static final String DIGEST = "x-content-sha256";

  /** About when all were sent. */
  private static final Instant THEN = Instant.parse("2026-11-20T03:25:18Z");

  @TempDir Path directory;
  private Recorded recorded;
  private RequestSignatures verifier;

  @BeforeEach
  void open() throws Exception {
    recorded = Recorded.in(directory);
    verifier = at(THEN);
  }

  private RequestSignatures at(Instant now) throws Exception {
    ApiKey key = new ApiKey(Recorded.KEY_ID, recorded.key(), "labuser");
    return new RequestSignatures(List.of(key), Optional.empty(), () -> now);
  }

  private static void noWait() {}

  private static Identity verify(RequestSignatures verifier, HttpText request) {
    return verifier.verify(request.credentials(), RecordedSignaturesTest::noWait);
  }

  private void assertRefused(HttpText tampered) {
    assertThat(verify(verifier, tampered))
        .as(tampered.toString())
        .isEqualTo(new Identity.Invalid());
  }

  private void assertTaken(HttpText request) {
    assertThat(verify(verifier, request)).as(request.toString()).isInstanceOf(Identity.Known.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java-apikey-01", "ts-apikey-01", "py-apikey-01"})
  void passesWithTheDigestOfItsBody(String name) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(recorded.body(name));
    assertThat(verify(verifier, recorded.request(name)))
        .isEqualTo(
            new Identity.Known(
                new Caller.Known("oci:labuser", Instant.MAX),
                Optional.of(Base64.getEncoder().encodeToString(digest))));
  }

  /** The issuer of its token is not known here, but the key is the same. */
  @Test
  void theCommandLinesSessionSignsTheSameWay() throws Exception {
    HttpText request = recorded.request(Recorded.WITH_SESSION);
    SignatureHeader header =
        SignatureHeader.parse(request.header(AUTHORIZATION).getFirst()).orElseThrow();
    assertThat(header.keyId()).startsWith(SessionTokens.PREFIX);
    SignedParts parts = SignedParts.of(request, header.names()).orElseThrow();
    assertThat(parts.bodySha256()).isEmpty();
    assertThat(OciRsa.verifies(recorded.key(), parts.signingString(), header.signature())).isTrue();
    assertRefused(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java-apikey-01", "ts-apikey-01", "py-apikey-01"})
  void countsForFiveMinutesEitherWay(String name) throws Exception {
    HttpText request = recorded.request(name);
    String date = request.header("date").getFirst();
    Instant sent = HttpDate.parse(date).orElseThrow();
    for (int seconds : new int[] {-300, -1, 0, 299, 300}) {
      assertThat(verify(at(sent.plusSeconds(seconds)), request)).isInstanceOf(Identity.Known.class);
    }
    for (Duration away :
        List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301), Duration.ofDays(365))) {
      assertThat(verify(at(sent.plus(away)), request)).isEqualTo(new Identity.Invalid());
    }
    assertThat(verify(at(sent.plusSeconds(300).plusNanos(1)), request))
        .isEqualTo(new Identity.Invalid());
  }

  @Test
  void everySignedHeaderCounts() throws Exception {
    for (String name : Recorded.WITH_API_KEY) {
      HttpText request = recorded.request(name);
      for (String signed : signed(request)) {
        if (signed.equals("(request-target)")) {
          continue;
        }
        assertRefused(request.without(signed));
        assertRefused(request.plus(signed, request.header(signed).getFirst()));
        assertRefused(request.plus(signed, ""));
        assertRefused(request.change(signed, value -> value + "x"));
        assertRefused(request.change(signed, value -> ""));
        assertRefused(request.change(signed, value -> value.substring(1)));
        assertRefused(request.change(signed, value -> value.substring(0, value.length() - 1)));
        assertRefused(request.change(signed, value -> value.toUpperCase(Locale.ROOT) + "\nx: y"));
      }
    }
  }

  private static List<String> signed(HttpText request) {
    String header = request.header(AUTHORIZATION).getFirst();
    String names = header.replaceAll(".*headers=\"([^\"]*)\".*", "$1");
    return List.of(names.split(" ", -1));
  }

  @Test
  void methodAndEveryCharacterOfTheTargetCount() throws Exception {
    for (String name : Recorded.WITH_API_KEY) {
      HttpText request = recorded.request(name);
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "POS")) {
        assertRefused(request.withMethod(method));
      }
      String target = request.target();
      for (int i = 0; i < target.length(); i++) {
        String before = target.substring(0, i);
        char sign = target.charAt(i);
        String after = target.substring(i + 1);
        assertRefused(request.withTarget(before + after));
        assertRefused(request.withTarget(before + sign + sign + after));
        assertRefused(request.withTarget(before + (char) (sign ^ 1) + after));
        assertRefused(request.withTarget(before + "%%%02X".formatted((int) sign) + after));
      }
      for (String other :
          List.of(
              target.replace("%2F", "%2f"),
              target.replace("%2F", "/"),
              target.replace("%20", "+"),
              target.replace("%20", " "),
              target + "?",
              target + "?format=jsonl",
              target + "#x",
              target + "/",
              target + ";x",
              target + "/../downloadLogs",
              "http://127.0.0.1:18201" + target,
              target.toUpperCase(Locale.ROOT))) {
        if (!other.equals(target)) {
          assertRefused(request.withTarget(other));
        }
      }
    }
  }

  @Test
  void everyBitOfTheSignatureCounts() throws Exception {
    HttpText request = recorded.request("java-apikey-01");
    String header = request.header(AUTHORIZATION).getFirst();
    String base64 = header.replaceAll(".*signature=\"([^\"]*)\".*", "$1");
    byte[] signature = Base64.getDecoder().decode(base64);
    for (int bit = 0; bit < signature.length * 8; bit += 13) {
      byte[] flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertSignatureRefused(request, base64, flipped);
    }
    assertSignatureRefused(request, base64, Arrays.copyOf(signature, signature.length - 1));
    assertSignatureRefused(request, base64, Arrays.copyOf(signature, signature.length + 1));
    assertSignatureRefused(request, base64, Arrays.copyOf(signature, 10_000));
    assertSignatureRefused(request, base64, new byte[signature.length]);
    assertSignatureRefused(request, base64, new byte[] {1});
    assertSignatureRefused(request, base64, new byte[0]);
  }

  private void assertSignatureRefused(HttpText request, String base64, byte[] other) {
    String text = Base64.getEncoder().encodeToString(other);
    assertRefused(request.change(AUTHORIZATION, header -> header.replace(base64, text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "algorithm=\"rsa-sha256\" -> algorithm=\"rsa-sha1\"",
        "algorithm=\"rsa-sha256\" -> algorithm=\"hmac-sha256\"",
        "algorithm=\"rsa-sha256\" -> algorithm=\"none\"",
        "algorithm=\"rsa-sha256\" -> algorithm=\"\"",
        ",algorithm=\"rsa-sha256\" -> ",
        "version=\"1\" -> version=\"2\"",
        "version=\"1\" -> version=\"\"",
        "labuser/57: -> labuser/58:",
        "keyId=\"ocid1 -> keyId=\"Ocid1",
        "keyId=\"ocid1 -> keyId=\"ST$ocid1",
        "Signature headers -> Signature  headers=\"date\",headers",
        "Signature headers -> Signature HEADERS=\"date\",headers",
        "Signature  -> Bearer ",
        "Signature  -> Signature,",
        "headers=\"date (request-target) host  -> headers=\"date (request-target) ",
        "headers=\"date  -> headers=\"",
        "(request-target) host -> host",
        " x-content-sha256\" -> \"",
        " content-length -> ",
        " content-type -> ",
        "date (request-target) -> (request-target) date",
        "date (request-target) -> date date (request-target)",
        "date (request-target) -> date  (request-target)",
        "headers=\"date -> headers=\" date",
        "x-content-sha256\", -> x-content-sha256 \",",
        "x-content-sha256\", -> x-content-sha256 accept\",",
        "x-content-sha256\", -> x-content-sha256 x-not-there\",",
        "x-content-sha256\", -> x-content-sha256 (created)\",",
        "signature=\" -> signature=\"*",
        "signature=\" -> signature=\"\\",
        "version=\"1\" -> version=\"1\","
      })
  void whatTheHeaderSaysCounts(String change) throws Exception {
    String[] sides = change.split(" -> ", 2);
    HttpText request = recorded.request("java-apikey-01");
    String header = request.header(AUTHORIZATION).getFirst();
    assertThat(header).contains(sides[0]);
    assertRefused(request.change(AUTHORIZATION, all -> all.replace(sides[0], sides[1])));
  }

  @Test
  void theDigestInTheRequestIsTheOneThatWasSigned() throws Exception {
    HttpText request = recorded.request("py-apikey-01");
    assertRefused(request.change(DIGEST, digest -> "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
  }

  @Test
  void whatMustNotMatterDoesNot() throws Exception {
    for (String name : Recorded.WITH_API_KEY) {
      HttpText request = recorded.request(name);
      List<HttpText.Field> upper =
          request.fields().stream()
              .map(
                  field -> new HttpText.Field(field.name().toUpperCase(Locale.ROOT), field.value()))
              .toList();
      assertTaken(new HttpText(request.method(), request.target(), upper));
      assertTaken(new HttpText(request.method(), request.target(), upper.reversed()));
      assertTaken(request.plus("opc-obo-token", "x").plus("accept", "text/html"));
      // An unsigned date of any time does not count.
      assertTaken(
          signed(request).contains("x-date")
              ? request.change("date", date -> "never")
              : request.plus("x-date", "never"));
      assertTaken(request.change(AUTHORIZATION, RecordedSignaturesTest::reversed));
      assertTaken(
          request.change(
              AUTHORIZATION,
              header ->
                  header
                      .replace("Signature ", "sIGNATURE \t ")
                      .replace("keyId=", "KEYID = ")
                      .replace("\",", "\" ,  ")));
      assertTaken(request.change(AUTHORIZATION, header -> header + ",created=1,expires=\"x\""));
      String names = String.join(" ", signed(request));
      assertTaken(
          request.change(
              AUTHORIZATION, header -> header.replace(names, names.toUpperCase(Locale.ROOT))));
    }
  }

  /** The parameters the other way round. */
  private static String reversed(String header) {
    List<String> parameters =
        new ArrayList<>(List.of(header.substring("Signature ".length()).split("(?<=\"),", -1)));
    return parameters.reversed().stream().collect(Collectors.joining(",", "Signature ", ""));
  }

  @Test
  void twoHeadersAreNone() throws Exception {
    HttpText request = recorded.request("java-apikey-01");
    assertRefused(request.plus(AUTHORIZATION, request.header(AUTHORIZATION).getFirst()));
    assertRefused(request.without(AUTHORIZATION));
  }

  @Test
  void anotherKeyUnderThatIdIsAnothersSignature() throws Exception {
    Signer other = new Signer();
    String keyId = Recorded.KEY_ID.replaceAll("/[^/]*$", "/any");
    RequestSignatures others =
        new RequestSignatures(
            List.of(new ApiKey(keyId, other.publicKey(), "labuser")), Optional.empty(), () -> THEN);
    HttpText request =
        recorded
            .request("java-apikey-01")
            .change(AUTHORIZATION, header -> header.replace(Recorded.KEY_ID, keyId));
    assertThat(verify(others, request)).isEqualTo(new Identity.Invalid());
    RequestSignatures renamed =
        new RequestSignatures(
            List.of(new ApiKey(keyId, recorded.key(), "x")), Optional.empty(), () -> THEN);
    assertThat(verify(renamed, request)).isInstanceOf(Identity.Known.class);
  }
}
