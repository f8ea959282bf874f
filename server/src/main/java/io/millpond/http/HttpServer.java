package io.millpond.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server: Jetty's core, without servlets.
 *
 * <p>Requests are read and small ones answered on the selector's thread; everything that may wait
 * runs on a virtual thread of its own. Jetty's own {@code VirtualThreadPool} is not used: its tail
 * latencies are ten times longer, and it silently serves only 200 at a time.
 */
public final class HttpServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final Connections connections;
  private final FrontDoor frontDoor;
  private final Followers followers;
  private final AccessLog accessLog;
  private final ExecutorService virtualThreads;

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 is any free one
   * @param tls for HTTPS and HTTP/2, asked anew for each connection; empty for plain HTTP
   * @param dialects the first that owns a path answers for it; the last owns all paths
   * @param limits of its connections
   * @param logTarget where access log lines go
   * @throws IOException where the address cannot be had
   */
  public HttpServer(
      InetSocketAddress address,
      Optional<? extends Supplier<SSLContext>> tls,
      List<Dialect> dialects,
      Cors cors,
      Followers followers,
      MeterRegistry meters,
      ConnectionLimits limits,
      OutputStream logTarget)
      throws IOException {
    this.followers = followers;
    this.virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    int selectors = Runtime.getRuntime().availableProcessors();
    // Each selector keeps a thread of the pool to itself, so there are more on a larger machine.
    QueuedThreadPool threads = new QueuedThreadPool(Limits.MAX_SHARED_THREADS + 2 * selectors, 4);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(virtualThreads);
    this.server = new Server(threads, null, new Buffers());
    HttpConfiguration configuration = configuration(limits);
    ConnectionFactory[] factories = connectionFactories(configuration, tls);
    this.connections = new Connections(limits);
    this.connector =
        new WatchedConnector(server, selectors, connections, tls.isPresent(), factories);
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(limits.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.maxConnections(), connector));
    this.frontDoor = new FrontDoor(dialects, cors, virtualThreads);
    server.setHandler(frontDoor);
    server.setErrorHandler(new BareErrors(frontDoor));
    this.accessLog = new AccessLog(logTarget, dialects);
    server.setRequestLog(
        new RequestLog.Collection(accessLog, new Traffic(dialects, followers, meters)));
    start();
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (IOException taken) {
      close();
      throw taken;
    } catch (Exception failure) {
      close();
      throw new IOException(failure);
    }
  }

  private static HttpConfiguration configuration(ConnectionLimits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setUseInputDirectByteBuffers(false); // fresh ones: see Buffers
    configuration.setInputBufferSize(Limits.REQUEST_BUFFER_BYTES);
    configuration.setRequestHeaderSize(limits.maxRequestHeaderBytes());
    // Paths are taken apart by RequestPath, which decides on every oddity itself.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return configuration;
  }

  private static ConnectionFactory[] connectionFactories(
      HttpConfiguration configuration, Optional<? extends Supplier<SSLContext>> tls) {
    ConnectionFactory http1 = new SerialConnection.Factory(configuration);
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http1};
    }
    SslContextFactory.Server ssl = new ChangingTls(tls.get());
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(ssl, alpn.getProtocol()),
      alpn,
      new HTTP2ServerConnectionFactory(configuration),
      http1
    };
  }

  /** The port that is listened on. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Stops: no new connections, followers are broken off, requests in flight have {@link
   * Limits#STOP_TIMEOUT} to end.
   */
  @Override
  public void close() {
    connector.close();
    followers.close();
    long deadline = System.nanoTime() + Limits.STOP_TIMEOUT.toNanos();
    while (frontDoor.inFlight() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    try {
      server.setStopTimeout(0);
      server.stop();
      connections.close();
      virtualThreads.shutdownNow();
      accessLog.stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      throw new IllegalStateException("the HTTP server did not stop", failure);
    }
  }

  private static final class ChangingTls extends SslContextFactory.Server {
    private final Supplier<SSLContext> current;

    ChangingTls(Supplier<SSLContext> current) {
      this.current = current;
      setSslContext(current.get());
    }

    @Override
    public SSLContext getSslContext() {
      return current.get();
    }
  }

  private static final class WatchedConnector extends ServerConnector {
    private final Connections connections;
    private final boolean isTls;

    WatchedConnector(
        Server server,
        int selectors,
        Connections connections,
        boolean isTls,
        ConnectionFactory... factories) {
      super(server, 1, selectors, factories);
      this.connections = connections;
      this.isTls = isTls;
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      SocketChannelEndPoint endPoint =
          isTls
              ? new WatchedEndPoint(channel, selector, key, getScheduler(), connections)
              : new ForgivingEndPoint(channel, selector, key, getScheduler(), connections);
      endPoint.setIdleTimeout(getIdleTimeout());
      return endPoint;
    }
  }
}
