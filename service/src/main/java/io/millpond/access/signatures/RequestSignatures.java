package io.millpond.access.signatures;

import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.Identity;
import io.millpond.access.Limits;
import io.millpond.access.Scheme;
import io.millpond.access.SignedRequest;
import io.millpond.access.Verifier;
import io.millpond.access.keys.CallerKey;
import io.millpond.access.tokens.SessionTokens;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies OCI's HTTP signatures, version 1: draft-cavage-http-signatures-08 with RSA and SHA-256
 * over at least the target, the host and a date that is about now, and over the digest of the body
 * where a request may have one.
 *
 * <p>The same signature is taken again while its date holds: two equal reads within one second have
 * equal signatures, so a second one is no sign of a replay.
 */
public final class RequestSignatures implements Verifier {
  private final Map<String, CallerKey> apiKeys;
  private final Optional<SessionTokens> sessions;
  private final InstantSource clock;
  private final RSAPublicKey nobodys = OciRsa.nobodys();

  /**
   * @param sessionIssuer the key that session tokens are signed with; none, and none are taken
   * @throws IllegalArgumentException where that is no good key; the text says why
   */
  public RequestSignatures(
      List<ApiKey> apiKeys, Optional<RSAPublicKey> sessionIssuer, InstantSource clock) {
    Map<String, CallerKey> byId = new HashMap<>();
    for (ApiKey key : apiKeys) {
      byId.put(key.keyId(), new CallerKey(key.key(), key.principal(), Instant.MAX));
    }
    this.apiKeys = Map.copyOf(byId);
    this.sessions = sessionIssuer.map(issuer -> new SessionTokens(issuer, clock));
    this.clock = clock;
  }

  @Override
  public Scheme scheme() {
    return Scheme.OCI;
  }

  @Override
  public boolean claims(Credentials credentials) {
    return credentials instanceof Credentials.Signed;
  }

  @Override
  public Identity verify(Credentials credentials, Runnable beforeBlocking) {
    return credentials instanceof Credentials.Signed(SignedRequest request)
        ? verify(request)
        : new Identity.Invalid();
  }

  private Identity verify(SignedRequest request) {
    List<String> values = request.header("authorization");
    Optional<SignatureHeader> header =
        values.size() == 1 ? SignatureHeader.parse(values.getFirst()) : Optional.empty();
    Optional<SignedParts> parts = header.flatMap(one -> SignedParts.of(request, one.names()));
    if (header.isEmpty() || parts.isEmpty() || !isOfNow(parts.get().date())) {
      return new Identity.Invalid();
    }
    Optional<CallerKey> key = key(header.get().keyId());
    // An unknown key takes as long as a known one that signed something else.
    boolean isSigned =
        OciRsa.verifies(
            key.map(CallerKey::key).orElse(nobodys),
            parts.get().signingString(),
            header.get().signature());
    return key.isPresent() && isSigned
        ? new Identity.Known(
            new Caller.Known(Scheme.OCI.principal(key.get().principal()), key.get().expires()),
            parts.get().bodySha256())
        : new Identity.Invalid();
  }

  private boolean isOfNow(String date) {
    return HttpDate.parse(date)
        .map(sent -> Duration.between(sent, clock.instant()).abs())
        .filter(apart -> apart.compareTo(Limits.SIGNATURE_WINDOW) <= 0)
        .isPresent();
  }

  private Optional<CallerKey> key(String keyId) {
    return keyId.startsWith(SessionTokens.PREFIX)
        ? sessions.flatMap(tokens -> tokens.find(keyId.substring(SessionTokens.PREFIX.length())))
        : Optional.ofNullable(apiKeys.get(keyId));
  }
}
