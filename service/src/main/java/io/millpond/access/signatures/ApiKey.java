package io.millpond.access.signatures;

import io.millpond.access.keys.RsaKeys;
import io.millpond.access.tokens.SessionTokens;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The key of a user.
 *
 * @param keyId as requests name it: {@code <tenancy>/<user>/<fingerprint>}
 * @param key RSA
 * @param principal whose it is, without the scheme
 */
public record ApiKey(String keyId, RSAPublicKey key, String principal) {
  private static final Pattern FINGERPRINT = Pattern.compile("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){15}");

  /**
   * Where the key id ends with a fingerprint it has to be the key's: else one user's requests would
   * be verified with another's key.
   *
   * @throws IllegalArgumentException with a text that says what is wrong with the key
   */
  public ApiKey {
    RsaKeys.requireSound(key);
    String last = keyId.substring(keyId.lastIndexOf('/') + 1);
    String fingerprint = OciRsa.fingerprint(key);
    if (FINGERPRINT.matcher(last).matches() && !last.toLowerCase(Locale.ROOT).equals(fingerprint)) {
      throw new IllegalArgumentException(
          "the key's fingerprint is " + fingerprint + ", and keyId ends with another");
    }
    if (keyId.startsWith(SessionTokens.PREFIX)) {
      throw new IllegalArgumentException(
          "a keyId that begins with " + SessionTokens.PREFIX + " is that of a session token");
    }
  }
}
