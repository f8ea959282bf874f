package io.millpond.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** nginx with two workers on a directory of files. */
final class NginxServer extends Server {
  /** How it sends files, and whether it writes a line a request as Millpond does. */
  enum Mode {
    SENDFILE("nginx sendfile", "sendfile on; tcp_nopush off;", false),
    COPY("nginx copy", "sendfile off; output_buffers 2 256k;", false),
    SENDFILE_LOGGED("nginx sendfile, logging", "sendfile on; tcp_nopush off;", true),
    COPY_LOGGED("nginx copy, logging", "sendfile off; output_buffers 2 256k;", true);

    private final String title;
    private final String directives;
    private final boolean isLogging;

    Mode(String title, String directives, boolean isLogging) {
      this.title = title;
      this.directives = directives;
      this.isLogging = isLogging;
    }

    String title() {
      return title;
    }
  }

  private final int port;

  private NginxServer(String name, Process process, int port) {
    super(name, process);
    this.port = port;
  }

  static NginxServer start(Options options, Path files, Mode mode)
      throws IOException, InterruptedException {
    return start(options, files, mode, "");
  }

  /**
   * Starts it.
   *
   * @param tls directives of a server with TLS, or nothing
   */
  static NginxServer start(Options options, Path files, Mode mode, String tls)
      throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(options.scratch().resolve("nginx-" + mode.name()));
    int port = freePort();
    String user = System.getProperty("user.name", "");
    String log = mode.isLogging ? scratch.resolve("access.log") + " combined buffer=64k" : "off";
    Path configuration = scratch.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        %s
        worker_processes 2;
        daemon off;
        pid "%s/nginx.pid";
        error_log "%s/error.log";
        events { worker_connections 4096; }
        http {
          access_log %s;
          %s
          keepalive_requests 1000000000;
          keepalive_timeout 600;
          default_type text/plain;
          client_body_temp_path "%s/body";
          proxy_temp_path "%s/proxy";
          fastcgi_temp_path "%s/fastcgi";
          uwsgi_temp_path "%s/uwsgi";
          scgi_temp_path "%s/scgi";
          server {
            listen 127.0.0.1:%d%s;
            root "%s";
          }
        }
        """
            .formatted(
                user.equals("root") ? "user root;" : "",
                scratch,
                scratch,
                log,
                mode.directives,
                scratch,
                scratch,
                scratch,
                scratch,
                scratch,
                port,
                tls.isEmpty() ? "" : " ssl; " + tls.replaceAll(";$", ""),
                files));
    List<String> command =
        List.of(Tool.NGINX.path(), "-p", scratch.toString(), "-c", configuration.toString());
    Path errors = scratch.resolve("start.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(errors.toFile())
            .start();
    awaitListening(process, port);
    return new NginxServer(mode.title(), process, port);
  }

  @Override
  int port() {
    return port;
  }
}
