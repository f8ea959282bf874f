package io.millpond.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.millpond.bench.SmallReads.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Small reads with a token and a grant, and without. Every one is put on record. */
final class VerifiedCallers implements Comparison {
  private static final String NOBODY = "no token";
  private static final String SECRET = "a secret of thirty-two bytes and some more";
  private static final String ISSUER = "https://issuer.example/";
  private static final String AUDIENCE = "millpond";
  private static final String GRANTED = "dcos:adminrouter:ops:system-logs";

  @Override
  public String name() {
    return "auth";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.WRK);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Samples samples;
    try {
      samples = SmallReads.compare(options, List.of(nobody(), dcos(options), jwt(options)));
    } catch (JOSEException unfit) {
      throw new IOException(unfit);
    }
    return new Result(
        name(),
        "ranges of 1,000 bytes, each with a token (DC/OS, HS256) and a grant",
        samples,
        List.of(Goal.atLeast("0.8 times what it is without", SmallReads.REQUESTS, 0.8, NOBODY)),
        List.of(SmallReads.CLIENT, "Every read of each server is on record in the audit trail."));
  }

  private static Variant nobody() {
    return new Variant(NOBODY, "required: false, audit: audit.jsonl, auditRequired: true");
  }

  private static Variant dcos(Options options) throws IOException, JOSEException {
    Path secret = Files.writeString(options.scratch().resolve("secret"), SECRET);
    String auth =
        "dcos: {secretFile: '%s'}, grants: [{principal: 'dcos:bench', allow: ['%s']}]"
            .formatted(secret, GRANTED);
    JWTClaimsSet claims = new JWTClaimsSet.Builder().claim("uid", "bench").build();
    String token = signed(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(SECRET));
    return new Variant(MillpondServer.NAME, auth, List.of("Authorization: token=" + token));
  }

  private static Variant jwt(Options options) throws IOException, JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("bench").generate();
    Path keys =
        Files.writeString(options.scratch().resolve("keys.json"), new JWKSet(key).toString());
    String auth =
        """
        issuers: [{issuer: '%s', audiences: ['%s'], jwks: '%s'}],\
         grants: [{principal: 'jwt:bench', allow: ['%s']}]\
        """
            .formatted(ISSUER, AUDIENCE, keys, GRANTED);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject("bench")
            .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(2))))
            .build();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("bench").build();
    String token = signed(header, claims, new RSASSASigner(key));
    return new Variant("JWT", auth, List.of("Authorization: Bearer " + token));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }
}
