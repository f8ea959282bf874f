package io.millpond.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. A handler ends it exactly once: by one of the {@code send} methods,
 * by {@link BodyWriter#finish}, or by {@link EventStream#abort}.
 */
public final class Exchange {
  private static final List<String> BODY_HEADERS =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Range",
          "Transfer-Encoding",
          "Content-Disposition",
          "ETag",
          "Last-Modified",
          "Accept-Ranges",
          "Cache-Control",
          "Content-Encoding",
          "Content-Language",
          "Content-MD5",
          "Expires");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final String requestId;
  private final UnaryOperator<String> withoutSecrets;
  private final String method;
  private final AtomicBoolean aborted = new AtomicBoolean();
  private final AtomicBoolean watched = new AtomicBoolean();
  private final Endings endings = new Endings();
  private final Endings departure = new Endings();
  private Map<String, String> variables = Map.of();
  private boolean onSharedThread;
  private @Nullable Query query;
  private volatile @Nullable Witness witness;

  /** Whether the connection was broken off before the end of the answer; known at the end. */
  private volatile boolean isBroken;

  /**
   * @param withoutSecrets what may be shown of a target
   */
  Exchange(
      Request request,
      Response response,
      Callback callback,
      String requestId,
      UnaryOperator<String> withoutSecrets) {
    this.request = request;
    this.response = response;
    this.callback = new Ending(callback);
    this.requestId = requestId;
    this.withoutSecrets = withoutSecrets;
    this.method = request.getMethod();
  }

  void matched(Map<String, String> pathVariables) {
    this.variables = pathVariables;
  }

  /** Says whether the handler is run on the thread that reads requests. */
  void onSharedThread(boolean isShared) {
    this.onSharedThread = isShared;
  }

  /**
   * To be called by a handler of {@link Route.Pace#FILE} before it does what may take its time.
   * Where others wait for the thread it does not return: the handler is run again on one of its
   * own. So nothing must have been sent by then, and what was opened must be closed on the way out.
   */
  public void beforeBlocking() {
    if (onSharedThread) {
      throw new NeedsOwnThread();
    }
  }

  /** What an exchange ends by, whichever way it does. */
  private final class Ending extends Callback.Nested {
    Ending(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      endings.run();
      discardBody(super::succeeded);
    }

    @Override
    public void failed(Throwable cause) {
      isBroken = true;
      endings.run();
      super.failed(cause);
    }
  }

  /**
   * Has something done when the exchange has ended, however it did, before the server below goes on
   * to the next request and forgets this one; at once where it has.
   */
  void whenEnded(Runnable action) {
    endings.add(action);
  }

  /** By which callers of whom nothing else is known are told apart; empty where it has gone. */
  Optional<RemoteAddress> origin() {
    return RemoteAddress.of(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  public String requestId() {
    return requestId;
  }

  public String method() {
    return method;
  }

  public boolean isHead() {
    return method.equals("HEAD");
  }

  /** The path as it came, still encoded. */
  public String rawPath() {
    return rawPath(request);
  }

  static String rawPath(Request request) {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  /** The target as the request line has it: path and query, percent-encoding untouched. */
  public String rawTarget() {
    String target = request.getHttpURI().getPathQuery();
    return target == null ? "" : target;
  }

  /**
   * What is found out of this request once, however often it is asked for, also where its handler
   * is run again ({@link #beforeBlocking}).
   *
   * @param kind tells it from other such things
   */
  public <T> T once(Class<T> kind, Supplier<? extends T> find) {
    Optional<T> known = attached(kind);
    if (known.isPresent()) {
      return known.get();
    }
    T found = find.get();
    attach(kind, found);
    return found;
  }

  /** Keeps something that was learnt of the request for whoever asks for it later. */
  public <T> void attach(Class<T> kind, T value) {
    request.setAttribute(kind.getName(), value);
  }

  /** What was kept by {@link #attach}. */
  public <T> Optional<T> attached(Class<T> kind) {
    return Optional.ofNullable(kind.cast(request.getAttribute(kind.getName())));
  }

  /** A variable of the route's template, decoded. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no variable " + name);
    }
    return value;
  }

  /** The query; a malformed one is a {@link Problem} here, not earlier. */
  public Query query() {
    if (query == null) {
      query = Query.parse(request.getHttpURI().getQuery());
    }
    return query;
  }

  /** Who is to be told what becomes of this exchange; one at most. */
  public void witness(Witness newWitness) {
    this.witness = newWitness;
    whenEnded(() -> newWitness.ended(isBroken));
  }

  /** Who that is. */
  public Optional<Witness> witness() {
    return Optional.ofNullable(witness);
  }

  /** The address of the client, or of the proxy before us, without a port. */
  public String remoteAddress() {
    return Request.getRemoteAddr(request);
  }

  /** What may be put on record of a target or a part of one: secrets in it are left out. */
  public String shown(String target) {
    return withoutSecrets.apply(target);
  }

  /** The dialect that answers. */
  public String dialect() {
    return request.getAttribute(FrontDoor.EXCHANGE) instanceof FrontDoor.Served served
        ? served.dialect()
        : "";
  }

  /** The status of the answer, as far as it is decided. */
  public int status() {
    return response.getStatus();
  }

  /** Bytes of body handed to the connection so far. */
  public long bytesSent() {
    return Response.getContentBytesWritten(response);
  }

  /** A header of the answer, as it is by now. */
  public Optional<String> answered(String name) {
    return Optional.ofNullable(response.getHeaders().get(name));
  }

  /** A header of the request. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** All headers of the request with a name, as they came, in their order. */
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /** All values of a header of the request that may be repeated, as one list. */
  public Optional<String> headerList(String name) {
    var values = request.getHeaders().getValuesList(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  /**
   * Host and port as the request names them: the header as it came, or what HTTP/2 has in its place
   * (RFC 9113, 8.3.1).
   */
  public Optional<String> authority() {
    return header("Host").or(() -> Optional.ofNullable(request.getHttpURI().getAuthority()));
  }

  /** The host the request names, without a port: of the target itself, or of the header. */
  public Optional<String> host() {
    String host = request.getHttpURI().getHost();
    if (host == null) {
      HttpField field = request.getHeaders().getField(HttpHeader.HOST);
      host = field instanceof HostPortHttpField named ? named.getHost() : null;
    }
    return Optional.ofNullable(host);
  }

  /** A body that was read, for whoever asks for it later. */
  private record BodyRead(ByteBuffer bytes) {}

  /**
   * Reads the request's body, to be called on a thread that may block. What was read once is there
   * for the next who asks.
   *
   * @param maxBytes the longest body that is read
   * @param timeout how long it may take to arrive, from now on
   * @throws Problem 413 where it is longer, 408 where it takes longer, 400 where it is malformed
   * @throws IOException where the client has gone
   */
  public byte[] readBody(int maxBytes, Duration timeout) throws IOException {
    Optional<BodyRead> known = attached(BodyRead.class);
    if (known.isEmpty()) {
      RequestBody body = new RequestBody(request, maxBytes);
      attach(RequestBody.class, body);
      byte[] bytes = body.read(timeout);
      attach(BodyRead.class, new BodyRead(ByteBuffer.wrap(bytes)));
      return bytes.clone();
    }
    ByteBuffer body = known.get().bytes().duplicate();
    if (body.remaining() > maxBytes) {
      throw RequestBody.tooLarge();
    }
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  /** Throws away what the client still sends of the body, and goes on then. */
  private void discardBody(Runnable then) {
    boolean isAwaited = attached(RequestBody.class).map(RequestBody::isAwaited).orElse(false);
    Leftover.discard(request, isAwaited, then);
  }

  /** Sets a header of the answer. */
  public Exchange with(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Adds a header that is known not to be there yet; {@link #with} looks for it first. */
  Exchange withNew(HttpHeader header, String value) {
    response.getHeaders().add(header, value);
    return this;
  }

  /** Adds a header that is known not to be there yet. */
  void withNew(HttpField field) {
    response.getHeaders().add(field);
  }

  /** Ends the exchange with a short text. */
  public void sendText(int status, String text) {
    send(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the exchange with a body that is at hand. */
  public void send(int status, String contentType, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    // Where the request was refused the server below does not know that it was a HEAD.
    write(true, isHead() ? null : ByteBuffer.wrap(body), callback);
  }

  /** Ends the exchange without a body; {@code Content-Length} only where the status allows one. */
  public void sendEmpty(int status) {
    response.setStatus(status);
    if (status >= 200 && status != 204 && status != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    }
    write(true, null, callback);
  }

  /**
   * Starts a body of unknown length. To be used on a thread that may block; short bodies leave with
   * their length, longer ones in chunks.
   */
  public BodyWriter body(int status, String contentType) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    return new BodyWriter(this);
  }

  /** Ends the exchange with the headers alone of an answer that would go on without an end. */
  public void sendHeadOfStream(String contentType) throws IOException {
    body(200, contentType).finish();
  }

  /**
   * Starts a {@code text/event-stream}: headers leave at once, the exchange stays open until it is
   * aborted.
   */
  EventStream eventStream() {
    Witness told = witness;
    if (told != null) {
      told.follows();
    }
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    withUnknownLength();
    return new EventStream(this);
  }

  /**
   * Says that the body comes in chunks, so that its end can be told from a connection that broke
   * off. Without being told, the server leaves them out where the connection is to be closed
   * anyway; HTTP/1.0 has none ({@link #abort}), HTTP/2 needs none.
   */
  void withUnknownLength() {
    if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
      response.getHeaders().put(HttpHeader.TRANSFER_ENCODING, "chunked");
    }
  }

  /** Drops what was said of a body that is not going to be sent. */
  void clear() {
    var headers = response.getHeaders();
    for (String name : BODY_HEADERS) {
      headers.remove(name);
    }
  }

  /** Whether the head of the answer has left, so that it cannot be another one any more. */
  public boolean isCommitted() {
    return response.isCommitted();
  }

  Response response() {
    return response;
  }

  Request request() {
    return request;
  }

  Callback callback() {
    return callback;
  }

  /**
   * Watches the connection while the answer goes on. Nothing more is expected from the client; what
   * comes is not read as a request, so this is for answers that end with the connection.
   */
  void whenClientLeaves(Runnable action) {
    departure.add(action);
    if (watched.compareAndSet(false, true)) {
      request.addFailureListener(failure -> departure.run());
      var connection = request.getConnectionMetaData();
      if (connection.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
        new Departure(connection.getConnection().getEndPoint(), departure).watch();
      }
    }
  }

  /**
   * Has something done where the client goes away before an answer that takes its time. The
   * connection ends with the answer, so that nothing the client sends meanwhile is lost unseen.
   */
  public void watchClient(Runnable action) {
    endConnection();
    whenClientLeaves(action);
  }

  /** Has the connection end with the answer, where no other request shares it. */
  void endConnection() {
    if (request.getConnectionMetaData().getHttpVersion().getVersion()
        < HttpVersion.HTTP_2.getVersion()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
  }

  /**
   * Writes without blocking. {@code after} is told when the bytes have left; with {@code last} it
   * ends the exchange.
   */
  void write(boolean last, @Nullable ByteBuffer bytes, Callback after) {
    response.write(last, bytes, after);
  }

  /** Writes and waits until the bytes have left. */
  void writeAndWait(boolean last, @Nullable ByteBuffer bytes) throws IOException {
    Content.Sink.write(response, last, bytes);
  }

  /** Whether the client takes the end of the connection for the end of the body. */
  private boolean endsWithConnection() {
    return request.getConnectionMetaData().getHttpVersion().getVersion()
            < HttpVersion.HTTP_1_1.getVersion()
        && !response.getHeaders().contains(HttpHeader.CONTENT_LENGTH);
  }

  /** Has the connection end with a reset, which no client takes for an end. */
  private void resetOnClose() {
    Object transport = request.getConnectionMetaData().getConnection().getEndPoint().getTransport();
    try {
      if (transport instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException closedAlready) {
      // Then there is nothing to reset.
    }
  }

  /** Breaks the connection off, so that the client cannot take what it has for the whole. */
  void abort(Throwable cause) {
    if (aborted.compareAndSet(false, true)) {
      if (endsWithConnection()) {
        resetOnClose();
      }
      callback.failed(cause);
    }
  }
}
