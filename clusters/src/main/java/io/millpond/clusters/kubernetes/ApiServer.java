package io.millpond.clusters.kubernetes;

import io.millpond.clusters.Limits;
import io.millpond.clusters.documents.HttpDocumentLoader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How a Kubernetes API server is asked: with a token, over a connection its own CA vouches for. */
final class ApiServer implements HttpDocumentLoader.Request {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Spark's pods are few among all, and what the server has in its cache is new enough: it need not
   * ask etcd.
   */
  private static final String QUERY = "?labelSelector=spark-app-selector&resourceVersion=0";

  private final URI url;
  private final Optional<Path> tokenFile;
  private final Optional<SSLContext> tls;

  private ApiServer(URI url, Optional<Path> tokenFile, Optional<SSLContext> tls) {
    this.url = url;
    this.tokenFile = tokenFile;
    this.tls = tls;
  }

  /** See {@link Pods#http}. */
  static ApiServer of(URI url, Optional<Path> tokenFile, Optional<Path> caFile) throws IOException {
    boolean encrypted = "https".equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT));
    if (tokenFile.isPresent() && !encrypted && !LOOPBACK.contains(String.valueOf(url.getHost()))) {
      throw new IllegalArgumentException("a token is sent over https only");
    }
    Optional<SSLContext> tls = Optional.empty();
    if (caFile.isPresent()) {
      tls = Optional.of(trusting(caFile.get()));
    }
    URI whole = url.getRawQuery() == null ? URI.create(url + QUERY) : url;
    return new ApiServer(whole, tokenFile, tls);
  }

  @Override
  public Optional<SSLContext> tls() {
    return tls;
  }

  @Override
  public HttpRequest.Builder next() throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept", "application/json");
    if (tokenFile.isPresent()) {
      request.header("Authorization", "Bearer " + token(tokenFile.get()));
    }
    return request;
  }

  private static String token(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String token =
          new String(in.readNBytes(Limits.MAX_TOKEN_BYTES), StandardCharsets.US_ASCII).strip();
      if (!token.matches("[!-~]+")) {
        throw new IOException("the token file holds no token");
      }
      return token;
    }
  }

  private static SSLContext trusting(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw new IOException("no certificates");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("no certificates", e);
    }
  }
}
