package io.millpond.clusters.events;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHashFactory;

/** Writes event logs as Spark does. */
final class Logs {
  /** Ways to write them. */
  enum Codec {
    PLAIN("") {
      @Override
      OutputStream encode(OutputStream out) {
        return out;
      }
    },
    ZSTD(".zstd") {
      @Override
      OutputStream encode(OutputStream out) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out).setCloseFrameOnFlush(false);
      }
    },
    LZ4(".lz4") {
      @Override
      OutputStream encode(OutputStream out) {
        return new LZ4BlockOutputStream(
            out,
            32 << 10,
            LZ4Factory.safeInstance().fastCompressor(),
            XXHashFactory.safeInstance().newStreamingHash32(0x9747b28c).asChecksum(),
            true);
      }
    },
    GZ(".gz") {
      @Override
      OutputStream encode(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, true);
      }
    };

    final String suffix;

    Codec(String suffix) {
      this.suffix = suffix;
    }

    abstract OutputStream encode(OutputStream out) throws IOException;
  }

  private Logs() {}

  static OutputStream open(Path file, Codec codec) throws IOException {
    return codec.encode(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  static String start(String id, long time) {
    return "{\"Event\":\"SparkListenerApplicationStart\",\"App Name\":\"n-%s\",\"App ID\":\"%s\","
            .formatted(id, id)
        + "\"Timestamp\":%d,\"User\":\"u\"}\n".formatted(time);
  }

  static String start(String id, int attempt, long time) {
    return start(id, time).replace("}\n", ",\"App Attempt ID\":\"%d\"}\n".formatted(attempt));
  }

  static String environment(String properties) {
    return "{\"Event\":\"SparkListenerEnvironmentUpdate\",\"JVM Information\":{\"Java Home\":"
        + "\"/j\"},\"Spark Properties\":{%s},\"Classpath Entries\":{}}\n".formatted(properties);
  }

  static String executor(String id) {
    return "{\"Event\":\"SparkListenerExecutorAdded\",\"Timestamp\":1,\"Executor ID\":\""
        + id
        + "\",\"Executor Info\":{\"Host\":\"h"
        + id
        + "\",\"Total Cores\":1,\"Log Urls\":{},"
        + "\"Attributes\":{\"CONTAINER_ID\":\"c"
        + id
        + "\"}}}\n";
  }

  static String task(int number) {
    return "{\"Event\":\"SparkListenerTaskEnd\",\"Stage ID\":%d,\"Metrics\":[%s]}\n"
        .formatted(number, "1,".repeat(number % 300) + "0");
  }

  static String end(long time) {
    return "{\"Event\":\"SparkListenerApplicationEnd\",\"Timestamp\":%d}\n".formatted(time);
  }

  static String end(long time, int exitCode) {
    return "{\"Event\":\"SparkListenerApplicationEnd\",\"Timestamp\":%d,\"ExitCode\":%d}\n"
        .formatted(time, exitCode);
  }
}
