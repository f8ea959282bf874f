package io.millpond.access.signatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Requests that Oracle's clients sent, and the key they were signed with. */
final class Recorded {
  static final String KEY_ID =
      "ocid1.tenancy.oc1..labtenancy/ocid1.user.oc1..labuser/57:01:1b:d2:68:48:94:8b:c5:bf:2e:35:b3:53:c9:47";

  /** Those whose key id is that of an API key. */
  static final List<String> WITH_API_KEY =
      List.of("java-apikey-01", "ts-apikey-01", "py-apikey-01");

  static final String WITH_SESSION = "ocicli-session-01";

  private static final String ARCHIVE = "oci-signed-requests";

  private final Path directory;

  private Recorded(Path directory) {
    this.directory = directory;
  }

  /** Unpacks the archive, where it is present; the test is skipped where it is not. */
  static Recorded in(Path directory) throws IOException, InterruptedException {
    Path file = Path.of(System.getProperty("millpond.fixtures", ""), ARCHIVE + ".tar.gz");
    assumeTrue(Files.isRegularFile(file), "needs the recorded requests");
    Process tar =
        new ProcessBuilder("tar", "-xzf", file.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return new Recorded(directory.resolve(ARCHIVE));
  }

  HttpText request(String name) throws IOException {
    return HttpText.parse(raw(name));
  }

  /** What came behind the head. */
  byte[] body(String name) throws IOException {
    String raw = raw(name);
    return raw.substring(raw.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  private String raw(String name) throws IOException {
    return Files.readString(directory.resolve(name + ".http"), StandardCharsets.ISO_8859_1);
  }

  RSAPublicKey key() throws IOException, GeneralSecurityException {
    String pem = Files.readString(directory.resolve("pub.pem"));
    byte[] encoded =
        Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", ""));
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
