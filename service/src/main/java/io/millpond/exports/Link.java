package io.millpond.exports;

/**
 * Where the file of an export can be read by whoever has the secret. Never logged: {@link
 * #toString} leaves the secret out.
 *
 * @param secret 43 characters of base64url, 256 bits
 */
public record Link(String secret, String namespace, String bucket, String object) {
  @Override
  public String toString() {
    return "Link[%s/%s/%s]".formatted(namespace, bucket, object);
  }
}
