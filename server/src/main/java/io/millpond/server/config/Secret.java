package io.millpond.server.config;

/** Text that no message, log or {@code toString} shows. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
