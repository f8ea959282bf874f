package io.millpond.conformance;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The SDK's client of one test class, which is made when it is first used. */
final class AidpSdkClient implements AfterAllCallback {
  private final MillpondServer server;
  private Optional<AidpSdk> client = Optional.empty();

  AidpSdkClient(MillpondServer server) {
    this.server = server;
  }

  /** Whose requests Alice signs. */
  AidpSdk get() {
    AidpSdk made = client.orElseGet(() -> AidpSdk.of(server.base(), AidpPlatform.ID));
    client = Optional.of(made);
    return made;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    client.ifPresent(AidpSdk::close);
  }
}
