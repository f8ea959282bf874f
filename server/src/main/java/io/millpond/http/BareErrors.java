package io.millpond.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refusals of requests that are no HTTP, or too large: the status and its name, nothing of the
 * server's.
 */
final class BareErrors extends ErrorHandler {
  private final RequestIds requestIds = new RequestIds();

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    byte[] body =
        (response.getStatus() + " " + HttpStatus.getMessage(response.getStatus()) + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("X-Request-Id", requestIds.next());
    response.write(true, java.nio.ByteBuffer.wrap(body), callback);
    return true;
  }
}
