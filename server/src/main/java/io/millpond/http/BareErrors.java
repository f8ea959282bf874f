package io.millpond.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refusals of requests that are no HTTP, or too large: the status and its name, in the form of the
 * dialect that the path is of, nothing of the server's.
 */
final class BareErrors extends ErrorHandler {
  private final FrontDoor frontDoor;

  BareErrors(FrontDoor frontDoor) {
    this.frontDoor = frontDoor;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // A line that says HTTP/2 is none of HTTP/2: its version is as unknown here as any other.
    int status =
        response.getStatus() == HttpStatus.UPGRADE_REQUIRED_426
            ? HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
            : response.getStatus();
    String text = status + " " + HttpStatus.getMessage(status);
    frontDoor.refuse(request, response, callback, path(request), status, text);
    return true;
  }

  /** Of a request that was refused while it was parsed, the connection knows it. */
  private static String path(Request request) {
    return request.getConnectionMetaData().getConnection() instanceof SerialConnection connection
        ? connection
            .refused()
            .map(RequestLineKeeper.Line::path)
            .orElseGet(() -> Exchange.rawPath(request))
        : Exchange.rawPath(request);
  }
}
