package io.millpond.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millpond.logs.LogRoot;
import io.millpond.logs.SharedFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is different under TLS: files go through buffers, and there is HTTP/2. */
final class TlsAnswersTest {
  private static final char[] PASSWORD = "password".toCharArray();
  private static final int LARGE_BYTES = 64 << 20;

  @TempDir private static Path directory;
  private static SSLContext tls;
  private static SharedFiles files;
  private static LogRoot root;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    tls = context(directory.resolve("keys.p12"));
    root = LogRoot.open(directory);
    files = SharedFiles.start();
    Route file =
        new Route(
            "/file",
            Route.Pace.FILE,
            one -> FileAnswer.send(one, files.open(root, "log"), "text/plain"));
    Route host =
        new Route(
            "/host", Route.Pace.INSTANT, one -> one.sendText(200, one.authority().orElse("none")));
    server =
        new HttpServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.of(() -> tls),
            List.of(new TestingDialect(List.of(file, host))),
            new Cors(List.of()),
            new Followers(),
            new SimpleMeterRegistry(),
            new ConnectionLimits(Duration.ofSeconds(30), 8 << 10, 100),
            new ByteArrayOutputStream());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    files.close();
    root.close();
  }

  /** A key of the JDK's own tool, trusted by whoever has this. */
  private static SSLContext context(Path keys) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1"
            + " -storepass password -keystore ";
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of((options + keys).split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Socket connect() throws IOException {
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  @Test
  void aFileThatIsCutOffAndGrowsAgainIsNotSentHalfAndHalf() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("log").toFile(), "rw");
        Socket socket = connect()) {
      file.write("one\n".getBytes(StandardCharsets.US_ASCII));
      file.setLength(LARGE_BYTES);
      socket
          .getOutputStream()
          .write(
              "GET /file HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      long received = in.readNBytes(1 << 20).length;
      file.setLength(0);
      file.seek(0);
      file.write("two\n".getBytes(StandardCharsets.US_ASCII));
      file.setLength(2L * LARGE_BYTES);
      byte[] buffer = new byte[1 << 20];
      try {
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
          received += read;
        }
      } catch (IOException reset) {
        // As good an end as any.
      }
      assertThat(received).isLessThan(LARGE_BYTES);
    }
  }

  @Test
  void aHeadWhoseLineIsRefusedIsSentNoBody() throws IOException {
    try (Socket socket = connect()) {
      String line = "HEAD /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: here\r\n\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 414 ").endsWith("\r\n\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void theHostIsNamedWithItsPort(HttpClient.Version version) throws Exception {
    String host = "127.0.0.1:" + server.port();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://" + host + "/host")).version(version).build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo(host);
    }
  }

  @Test
  void overHttp2AHeadHasTheLengthOfTheBodyItIsNotSent() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      for (String method : List.of("GET", "HEAD")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/nothing"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(404);
        String body = "refused: no route";
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(body.length());
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : body);
      }
    }
  }
}
