package io.millpond.conformance;

import static io.millpond.conformance.AidpPlatform.BEGIN;
import static io.millpond.conformance.AidpPlatform.CLUSTER;
import static io.millpond.conformance.AidpPlatform.END;
import static io.millpond.conformance.AidpPlatform.WORKSPACE;
import static io.millpond.conformance.AidpPlatform.details;
import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.bmc.retrier.RetryConfiguration;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exports of a log that takes minutes to read: the queue is full, and work is cancelled. */
class AidpBusyTest {
  @RegisterExtension static final MillpondServer SERVER = new MillpondServer(AidpBusyTest::prepare);

  /** Far more than can be read while this runs; a file with a hole takes no space. */
  private static final long LENGTH = 1L << 40;

  /** More than one caller may have unfinished, whatever the bound is. */
  private static final int TOO_MANY = 1_000;

  private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(4);

  private static String prepare(Path directory) throws IOException {
    return AidpPlatform.prepare(directory, List.of(endless(directory)), List.of());
  }

  /** A directory of a worker with one log. */
  static Path endless(Path directory) throws IOException {
    Path work = directory.resolve("work");
    Path executor = Files.createDirectories(work.resolve("app-20261120040251-0000/0"));
    try (RandomAccessFile log = new RandomAccessFile(executor.resolve("stderr").toFile(), "rw")) {
      log.write("26/11/20 04:02:51 INFO Main: begin\n".getBytes(StandardCharsets.US_ASCII));
      log.setLength(LENGTH);
    }
    return work;
  }

  private static final AidpSdkRequest DOWNLOAD = AidpSdkRequest.of(details(BEGIN, END, "executor"));

  @Test
  void theQueueIsBoundedAndWorkIsCancelled() throws Exception {
    try (AidpSdk client = AidpSdk.of(SERVER.base(), AidpPlatform.ID)) {
      Deque<String> accepted = fill();
      AidpSdkRequest once = AidpSdkRequest.of(details(BEGIN, END, "executor"));
      once.setRetryConfiguration(RetryConfiguration.NO_RETRY_CONFIGURATION);
      AidpSdkErrorTest.assertRefused(
          429, "TooManyRequests", () -> client.downloadClusterLogs(WORKSPACE, CLUSTER, once));
      CompletableFuture<AidpSdkResponse<Void>> patient =
          CompletableFuture.supplyAsync(
              () -> client.downloadClusterLogs(WORKSPACE, CLUSTER, DOWNLOAD));
      String first = accepted.removeFirst();
      assertThat(cancel(client, first).status()).isEqualTo("CANCELED");
      assertThat(cancel(client, first).status()).as("again").isEqualTo("CANCELED");
      AidpSdkResponse<Void> late = patient.get(RETRY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(late.status()).isEqualTo(202);
      accepted.forEach(one -> cancel(client, one));
      assertThat(cancel(client, late.operationKey()).status()).isEqualTo("CANCELED");
      RawResponse gone = AidpLink.get(late.link());
      assertThat(gone.status()).isEqualTo(404);
      assertThat(gone.text()).contains("ObjectNotFound");
      AidpSdkRequest canceled =
          AidpSdkRequest.plain().with("status", "CANCELED").with("limit", TOO_MANY);
      assertThat(client.listAsyncOperations(canceled).body().items()).hasSize(accepted.size() + 2);
      AidpSdkRequest nothing = AidpSdkRequest.of(details(BEGIN, END, "nothing"));
      assertThat(AidpLink.text(client.downloadClusterLogs(WORKSPACE, CLUSTER, nothing).link()))
          .as("its turn has come, so nothing else is being made")
          .startsWith("# ");
    }
  }

  private static AidpModels.AsyncOperation cancel(AidpSdk client, String key) {
    return client.cancelAsyncOperation(key, AidpSdkRequest.plain()).body();
  }

  /** Asks for exports until no more are accepted; the keys of those that were. */
  private static Deque<String> fill() {
    Deque<String> keys = new ArrayDeque<>();
    for (int i = 0; i < TOO_MANY; i++) {
      RawResponse answer =
          AidpPlatform.download(
              SERVER.base(),
              CLUSTER,
              "{\"timeBegin\":\"%s\",\"timeEnd\":\"%s\",\"logContentTypeContains\":\"executor\"}"
                  .formatted(BEGIN, END));
      if (answer.status() != 202) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(429);
        assertThat(answer.headerOrEmpty("retry-after")).matches("\\d+");
        assertThat(answer.text()).contains("\"code\":\"TooManyRequests\"");
        assertThat(keys).isNotEmpty();
        return keys;
      }
      keys.add(answer.headerOrEmpty("aidp-async-operation-key"));
    }
    throw new AssertionError("all of " + TOO_MANY + " are accepted");
  }
}
