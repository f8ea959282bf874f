package io.millpond.bench.loops;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.SignedRequest;
import io.millpond.access.signatures.ApiKey;
import io.millpond.access.signatures.RequestSignatures;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One request after the other, signed as OCI's Java SDK does it with a key of 2048 bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC"})
public class SignatureLoop {
  private static final Instant NOW = Instant.parse("2026-11-20T03:25:13Z");
  private static final String KEY_ID = "ocid1.tenancy.oc1..bench/ocid1.user.oc1..bench/key";

  private @Nullable RequestSignatures verifier;
  private @Nullable Credentials byApiKey;
  private @Nullable Credentials bySession;
  private @Nullable Credentials byNobody;

  private record Sent(Map<String, String> headers) implements SignedRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String target() {
      return "/20260430/aiDataPlatforms/ocid1.aidataplatform.oc1.iad.aaa/workspaces/ws%201"
          + "/clusters/cl-1/actions/downloadLogs";
    }

    @Override
    public List<String> header(String name) {
      String value = headers.get(name.toLowerCase(Locale.ROOT));
      return value == null ? List.of() : List.of(value);
    }
  }

  /** Makes the keys and the requests. */
  @Setup(Level.Trial)
  @SuppressWarnings("JavaUtilDate") // what the library takes
  public void sign() throws GeneralSecurityException, JOSEException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder()
                .subject("ocid1.user.oc1..bench")
                .expirationTime(Date.from(NOW.plusSeconds(3600)))
                .claim("jwk", new RSAKey.Builder(key).build().toJSONString())
                .build());
    token.sign(new RSASSASigner(pair.getPrivate()));
    verifier =
        new RequestSignatures(
            List.of(new ApiKey(KEY_ID, key, "bench")), Optional.of(key), () -> NOW);
    byApiKey = signed(KEY_ID, pair.getPrivate());
    bySession = signed("ST$" + token.serialize(), pair.getPrivate());
    byNobody = signed("nobody", pair.getPrivate());
  }

  private static Credentials signed(String keyId, PrivateKey key) throws GeneralSecurityException {
    String digest = "W/bD17sHd2pLTAb2EceP4IGbtxqhUIzcie9Hnc0jkXk=";
    String date = "Fri, 20 Nov 2026 03:25:13 GMT";
    String target = "post " + new Sent(Map.of()).target();
    List<String> lines = new ArrayList<>();
    lines.add("date: " + date);
    lines.add("(request-target): " + target);
    lines.add("host: 127.0.0.1:8642");
    lines.add("content-length: 153");
    lines.add("content-type: application/json");
    lines.add("x-content-sha256: " + digest);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
    String authorization =
        "Signature headers=\"date (request-target) host content-length content-type"
            + " x-content-sha256\",keyId=\"%s\",algorithm=\"rsa-sha256\",signature=\"%s\",version=\"1\""
                .formatted(keyId, Base64.getEncoder().encodeToString(signature.sign()));
    return new Credentials.Signed(
        new Sent(
            Map.of(
                "date",
                date,
                "host",
                "127.0.0.1:8642",
                "content-length",
                "153",
                "content-type",
                "application/json",
                "x-content-sha256",
                digest,
                "authorization",
                authorization)));
  }

  private static void nothing() {}

  private boolean isKnown(@Nullable Credentials credentials) {
    if (verifier == null || credentials == null) {
      throw new IllegalStateException("not prepared");
    }
    return verifier.verify(credentials, SignatureLoop::nothing) instanceof Identity.Known;
  }

  /** With a key of the configuration. */
  @Benchmark
  public boolean apiKey() {
    return check(isKnown(byApiKey));
  }

  /** With the key of a session token that was seen before. */
  @Benchmark
  public boolean session() {
    return check(isKnown(bySession));
  }

  /** With a key that nobody knows. */
  @Benchmark
  public boolean unknownKey() {
    return check(!isKnown(byNobody));
  }

  private static boolean check(boolean isRight) {
    if (!isRight) {
      throw new IllegalStateException("a request was taken for what it is not");
    }
    return true;
  }
}
