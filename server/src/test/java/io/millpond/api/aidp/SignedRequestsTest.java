package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Access;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Permission;
import io.millpond.access.signatures.ApiKey;
import io.millpond.access.signatures.RequestSignatures;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of Oracle's clients, byte for byte, at the time they were sent. */
final class SignedRequestsTest extends AidpServer {
  private static final String KEY_ID =
      "ocid1.tenancy.oc1..labtenancy/ocid1.user.oc1..labuser/57:01:1b:d2:68:48:94:8b:c5:bf:2e:35:b3:53:c9:47";

  private static final Instant THEN = Instant.parse("2026-11-20T03:25:18Z");
  private static final Grants GRANTED =
      new Grants(
          Map.of(
              "oci:labuser",
              Set.of(new Permission("cluster:" + PLATFORM + "/ws%201%2Fx/cl-1:read"))));
  private static final String JAVA = "java-apikey-01";

  private void serve(Grants grants, Instant now) throws Exception {
    InstantSource clock = () -> now;
    access =
        Access.closed(
            List.of(
                new RequestSignatures(
                    List.of(new ApiKey(KEY_ID, key(), "labuser")), Optional.empty(), clock)),
            new GrantBook(grants),
            clock);
    serve();
  }

  private static RSAPublicKey key() throws IOException, GeneralSecurityException {
    String base64 = Recordings.publicKey().replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private void assertNobodys(String request) throws IOException {
    assertThat(raw(request))
        .as(request)
        .startsWith("HTTP/1.1 401")
        .contains("\"code\":\"NotAuthenticated\"");
    assertThat(exports.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {JAVA, "ts-apikey-01"})
  void areTheirUsers(String name) throws Exception {
    serve(GRANTED, THEN);
    assertThat(raw(Recordings.request(name))).startsWith("HTTP/1.1 202");
    assertThat(exports.calls.getFirst().creator().principal()).isEqualTo("oci:labuser");
    assertThat(exports.calls.getFirst().cluster()).isEqualTo(ODD);
  }

  /** The path is no route, but the caller is known: else this were 401. */
  @Test
  void arePythonsTooWhereverTheyLead() throws Exception {
    serve(GRANTED, THEN);
    String request = Recordings.request("py-apikey-01");
    assertThat(raw(request)).startsWith("HTTP/1.1 404").contains("\"code\":\"NotFound\"");
    assertNobodys(request.replace("/ws%201/x/", "/ws%201%2Fx/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {JAVA, "ts-apikey-01"})
  void mayNothingWithoutAGrant(String name) throws Exception {
    serve(Grants.NONE, THEN);
    assertThat(raw(Recordings.request(name)))
        .startsWith("HTTP/1.1 404")
        .contains("\"code\":\"NotAuthorizedOrNotFound\"");
    assertThat(exports.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {JAVA, "ts-apikey-01", "py-apikey-01", "ocicli-session-01"})
  void areNobodysLater(String name) throws Exception {
    serve(GRANTED, THEN.plusSeconds(310));
    assertNobodys(Recordings.request(name));
  }

  @Test
  void areNobodysWhereTheIssuerOfTheSessionIsNotKnown() throws Exception {
    serve(GRANTED, THEN);
    assertNobodys(Recordings.request("ocicli-session-01"));
  }

  @ParameterizedTest
  @CsvSource({
    "ws%201%2Fx, ws%201%2fx",
    "ws%201%2Fx, ws+1%2Fx",
    "/cl-1/, /cl%2D1/",
    "downloadLogs HTTP, downloadLogs? HTTP",
    "downloadLogs HTTP, downloadLogs?format=gzip HTTP",
    "/20260430/, /api/20260430/",
    "/20260430/, http://127.0.0.1:18201/api/20260430/",
    "host: 127.0.0.1:18201, host: 127.0.0.1:18202",
    "host: 127.0.0.1:18201, host: 127.0.0.1",
    "date: Fri, date: Thu",
    "03:25:13, 03:25:14",
    "driver, dri_er",
    "logLevel, logLevEl",
    "Content-Type: application/json, 'Content-Type: application/json; charset=utf-8'",
    "Content-Length: 153, Content-Length: 152",
    "Content-Length: 153, Transfer-Encoding: chunked"
  })
  void areNobodysWhereAnythingWasChanged(String part, String other) throws Exception {
    serve(GRANTED, THEN);
    String request = Recordings.request(JAVA);
    assertThat(request).contains(part);
    assertNobodys(request.replace(part, other));
  }

  /** What a proxy is sent: the host of the target is the one that counts, and it is the same. */
  @Test
  void mayNameTheWholeAddress() throws Exception {
    serve(GRANTED, THEN);
    String request = Recordings.request(JAVA);
    assertThat(raw(request.replace("POST /", "POST http://127.0.0.1:18201/")))
        .startsWith("HTTP/1.1 202");
  }
}
