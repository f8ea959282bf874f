package io.millpond.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Who comes to a {@link GuardedNode}: their keys, their tokens, and what the configuration says of
 * them. Two tenants have issuers of their own, who give the same names.
 */
final class Visitors {
  static final String AUDIENCE = "https://api.fabric.microsoft.com";
  static final String USER = "690222be-ff1a-4d56-abd1-7e4f7d38e474";
  static final String ADMIN = "790222be-ff1a-4d56-abd1-7e4f7d38e474";

  /** May read the other item and the other cluster, and know of nothing else. */
  static final String PARTLY = "990222be-ff1a-4d56-abd1-7e4f7d38e474";

  static final String NOBODY = "890222be-ff1a-4d56-abd1-7e4f7d38e474";

  /** Of a DC/OS user: who may read the node's logs, by the one prefix and by the other. */
  static final String LOGS_USER = "logs";

  static final String AGENT_USER = "agent";

  private static final TokenKey DCOS = new TokenKey("dcos");
  private static final AidpSdkKey ALICE = new AidpSdkKey("alice");
  private static final AidpSdkKey CAROL = new AidpSdkKey("carol");

  /** Somebody who gives names, and signs with a key of the run. */
  record Tenant(String id, TokenKey key) {
    static final Tenant OURS =
        new Tenant("72f988bf-86f1-41af-91ab-2d7cd011db47", new TokenKey("ours"));
    static final Tenant THEIRS =
        new Tenant("9188040d-6c67-4c5b-b112-36a304b66dad", new TokenKey("theirs"));

    String issuer() {
      return "https://login.microsoftonline.com/" + id + "/v2.0";
    }
  }

  private Visitors() {}

  /** The section {@code auth} of a configuration, with its files. */
  static String config(Path directory) throws IOException {
    Files.writeString(directory.resolve("dcos.pem"), DCOS.pem());
    LocalVisitors.write(directory);
    StringBuilder issuers = new StringBuilder();
    for (Tenant tenant : List.of(Tenant.OURS, Tenant.THEIRS)) {
      Files.writeString(directory.resolve(tenant.id() + ".json"), tenant.key.jwks());
      issuers.append(
          "    - {issuer: \"%s\", audiences: [\"%s\"], jwks: %s.json}\n"
              .formatted(tenant.issuer(), AUDIENCE, tenant.id()));
    }
    String logs = "\"dcos:adminrouter:ops:system-logs\"";
    String agent = "\"dcos:adminrouter:system:agent\"";
    String reading =
        logs
            + ", "
            + agent
            + ", \"item:%s/%s:read\", \"workspace:%s:read\", \"cluster:%s/%s/%s:read\""
                .formatted(
                    FabricCatalog.WORKSPACE,
                    FabricCatalog.NOTEBOOK,
                    FabricCatalog.WORKSPACE,
                    AidpPlatform.ID,
                    AidpPlatform.WORKSPACE,
                    AidpPlatform.CLUSTER);
    return "auth:\n  dcos: {publicKey: dcos.pem}\n  issuers:\n"
        + issuers
        + "  oci:\n"
        + AidpPlatform.apiKey(directory, "alice", ALICE)
        + AidpPlatform.apiKey(directory, "carol", CAROL)
        + "  grants:\n"
        + grant("dcos:" + LOGS_USER, logs)
        + grant("dcos:" + AGENT_USER, agent)
        + grant(LocalVisitors.LOGS.principal(), logs)
        + grant(LocalVisitors.AGENT.principal(), agent)
        + grant(LocalVisitors.READER.principal(), reading)
        + grant(LocalVisitors.ADMIN.principal(), "\"millpond:admin\"")
        + grant("jwt:" + Tenant.OURS.id + "/" + USER, reading)
        + grant("oci:alice", reading)
        + grant(
            "jwt:" + Tenant.OURS.id + "/" + PARTLY,
            "\"item:%s/%s:read\", \"cluster:%s/%s/%s:read\""
                .formatted(
                    FabricCatalog.WORKSPACE,
                    FabricCatalog.LAKEHOUSE,
                    AidpPlatform.ID,
                    AidpPlatform.WORKSPACE,
                    GuardedNode.OTHER_CLUSTER))
        + grant("jwt:" + Tenant.OURS.id + "/" + ADMIN, "\"millpond:admin\"");
  }

  private static String grant(String principal, String permissions) {
    return "    - {principal: \"%s\", allow: [%s]}\n".formatted(principal, permissions);
  }

  /** A DC/OS token that is good for so many seconds. */
  static String dcos(String uid, long seconds) {
    return DCOS.sign("{\"uid\":\"%s\",\"exp\":%d}".formatted(uid, in(seconds)));
  }

  private static long in(long seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }

  /** A token of a tenant's that is good for an hour. */
  static String jwt(Tenant tenant, String oid) {
    return jwt(tenant, oid, AUDIENCE, 3_600, "");
  }

  /**
   * A token of a tenant's.
   *
   * @param more claims, each behind a comma
   */
  static String jwt(Tenant tenant, String oid, String audience, long seconds, String more) {
    return tenant.key.sign(claims(tenant, oid, audience, seconds, more));
  }

  /** What such a token says. */
  static String claims(Tenant tenant, String oid, String audience, long seconds, String more) {
    return "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"tid\":\"%s\",\"oid\":\"%s\",\"sub\":\"s\"%s}"
        .formatted(tenant.issuer(), audience, in(seconds), tenant.id, oid, more);
  }

  static Attempt.Credentials token(String dcosToken) {
    return Attempt.Credentials.line("Authorization: token=" + dcosToken);
  }

  static Attempt.Credentials bearer(String token) {
    return Attempt.Credentials.line("Authorization: Bearer " + token);
  }

  /** Whose signature is good: Alice may read, Carol may nothing. */
  static Attempt.Credentials signed(boolean byAlice, long secondsAgo) {
    AidpSdkKey key = byAlice ? ALICE : CAROL;
    return signed(key, "localhost", key.keyId(), secondsAgo);
  }

  /** What Alice signed for another service, and what is sent to that. */
  static Attempt.Credentials signedForAnother() {
    return signed(ALICE, "logs.example.com", ALICE.keyId(), 0);
  }

  /** Alice's signature, which says to be of a key of another tenancy's. */
  static Attempt.Credentials signedElsewhere() {
    return signed(
        ALICE, "localhost", ALICE.keyId().replace("ocid1.tenancy", "ocid1.tenancy.oc2"), 0);
  }

  private static Attempt.Credentials signed(
      AidpSdkKey key, String host, String keyId, long secondsAgo) {
    URI base = URI.create("http://" + host);
    return (method, target, body) ->
        List.of(
            key.headers(keyId, base, method, target, Instant.now().minusSeconds(secondsAgo), body));
  }
}
