package io.millpond.api.fabric;

import java.util.Optional;
import java.util.OptionalLong;

/** What the log routes can be asked for; the parameter {@code type} and {@code meta} decide. */
sealed interface LogRequest {
  /** Of an attempt of an application. */
  sealed interface OfRun extends LogRequest {}

  /** Of the session, whatever the application. */
  sealed interface OfSession extends LogRequest {}

  /** One driver file's metadata. */
  record DriverMeta(String fileName) implements OfRun {}

  /** The driver's files. */
  record RollingMeta(Optional<String> prefix, Page page) implements OfRun {}

  /** The content of a driver file. */
  record DriverContent(String fileName, Optional<String> containerId, Slice slice)
      implements OfRun {}

  /** The files of all containers, or of one. */
  record ExecutorMeta(Optional<String> containerId, Optional<String> prefix, Page page)
      implements OfRun {}

  /** The first bytes of a file of any container. */
  record ExecutorContent(String containerId, String fileName, long size) implements OfRun {}

  /** The Livy log's metadata. */
  record LivyMeta() implements OfSession {}

  /** The content of the Livy log. */
  record LivyContent(Slice slice) implements OfSession {}

  /** The event logs as a zip: what the path means without a {@code type}. */
  record EventLog() implements OfRun {}

  /**
   * A part of a list.
   *
   * @param offset index of the first
   * @param maxResults how many at most
   */
  record Page(long offset, long maxResults) {}

  /**
   * A part of a file, or all of it.
   *
   * @param isDownload whether it is to be saved as a file
   * @param offset of the first byte
   * @param size how many bytes at most; empty for all
   */
  record Slice(boolean isDownload, long offset, OptionalLong size) {
    /** The first byte of a file of {@code length} bytes, at most its end. */
    long first(long length) {
      return Math.min(offset, length);
    }

    /** How many bytes of a file of {@code length} are meant. */
    long count(long length) {
      return Math.min(size.orElse(Long.MAX_VALUE), length - first(length));
    }
  }

  /**
   * Reads the parameters.
   *
   * @param offsetLimit the largest byte offset of a driver log that is accepted, if any; the Livy
   *     log's has no published range
   */
  static LogRequest parse(Parameters parameters, OptionalLong offsetLimit) {
    Optional<String> type = parameters.text("type");
    if (type.isEmpty()) {
      return new EventLog();
    }
    boolean meta = parameters.flag("meta");
    return switch (type.get()) {
      case "driver" ->
          meta
              ? new DriverMeta(parameters.fileName("fileName"))
              : new DriverContent(
                  parameters.fileName("fileName"),
                  parameters.containerId(),
                  slice(parameters, offsetLimit));
      case "rollingdriver" -> rolling(parameters, meta);
      case "executor" -> meta ? executors(parameters) : executor(parameters);
      case "livy" ->
          meta ? new LivyMeta() : new LivyContent(slice(parameters, OptionalLong.empty()));
      default ->
          throw FabricProblem.invalidParameter(
              "The type field must be driver, rollingdriver, executor or livy.");
    };
  }

  private static RollingMeta rolling(Parameters parameters, boolean meta) {
    if (!meta) {
      throw FabricProblem.invalidParameter("The meta field must be true for rollingdriver.");
    }
    Optional<String> prefix = parameters.text("filenamePrefix");
    if (prefix.filter(p -> !p.equals("stdout") && !p.equals("stderr")).isPresent()) {
      throw FabricProblem.invalidParameter("The filenamePrefix field must be stdout or stderr.");
    }
    return new RollingMeta(prefix, page(parameters, Limits.MAX_ROLLING_OFFSET));
  }

  private static ExecutorMeta executors(Parameters parameters) {
    return new ExecutorMeta(
        parameters.containerId(),
        parameters.text("filenamePrefix"),
        page(parameters, Long.MAX_VALUE));
  }

  private static ExecutorContent executor(Parameters parameters) {
    return new ExecutorContent(
        parameters.containerId().orElseThrow(() -> FabricProblem.required("containerId")),
        parameters.fileName("fileName"),
        parameters.number("size", Limits.DEFAULT_CONTENT_BYTES, 0, Long.MAX_VALUE));
  }

  private static Page page(Parameters parameters, long largestOffset) {
    return new Page(
        parameters.number("offset", 0, 0, largestOffset),
        parameters.number("maxResults", Limits.MAX_RESULTS, 1, Limits.MAX_RESULTS));
  }

  /** Offset and size count where a part of a download is asked for, and nowhere else. */
  private static Slice slice(Parameters parameters, OptionalLong offsetLimit) {
    boolean isDownload = parameters.flag("isDownload");
    boolean isPartial = parameters.flag("isPartial");
    if (!isDownload || !isPartial) {
      return new Slice(isDownload, 0, OptionalLong.empty());
    }
    long offset = parameters.number("offset", 0, 0, Long.MAX_VALUE);
    if (offsetLimit.isPresent() && offset > offsetLimit.getAsLong()) {
      throw FabricProblem.invalidParameter(
          "The offset field must be an integer from 0 to "
              + offsetLimit.getAsLong()
              + " (fabric.contentOffsetLimit); type=rollingdriver lists the parts of a long log.");
    }
    long size = parameters.number("size", Limits.DEFAULT_CONTENT_BYTES, 0, Long.MAX_VALUE);
    return new Slice(true, offset, OptionalLong.of(size));
  }
}
