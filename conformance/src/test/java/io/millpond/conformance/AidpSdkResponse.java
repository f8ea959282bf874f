package io.millpond.conformance;

import com.oracle.bmc.responses.BmcResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response of {@link AidpSdk}, as the SDK's generated classes are.
 *
 * @param <T> its body
 */
final class AidpSdkResponse<T> extends BmcResponse {
  private final Builder<T> parts;

  private AidpSdkResponse(Builder<T> parts) {
    super(parts.status, parts.headers);
    this.parts = parts;
  }

  int status() {
    return get__httpStatusCode__();
  }

  String requestId() {
    return Objects.requireNonNull(parts.requestId, "opc-request-id");
  }

  String operationKey() {
    return Objects.requireNonNull(parts.operationKey, "aidp-async-operation-key");
  }

  URI link() {
    return URI.create(Objects.requireNonNull(parts.link, "datalake-cluster-log-par-url"));
  }

  @Nullable String nextPage() {
    return parts.nextPage;
  }

  T body() {
    return Objects.requireNonNull(parts.body, "the body");
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** What the SDK fills in. */
  static final class Builder<T> implements BmcResponse.Builder<AidpSdkResponse<T>> {
    private int status;
    private Map<String, List<String>> headers = Map.of();
    private @Nullable String requestId;
    private @Nullable String operationKey;
    private @Nullable String link;
    private @Nullable String nextPage;
    private @Nullable T body;

    @Override
    public Builder<T> __httpStatusCode__(int code) {
      status = code;
      return this;
    }

    @Override
    public Builder<T> headers(Map<String, List<String>> all) {
      headers = all;
      return this;
    }

    void requestId(String value) {
      requestId = value;
    }

    void operationKey(String value) {
      operationKey = value;
    }

    void link(String value) {
      link = value;
    }

    void nextPage(String value) {
      nextPage = value;
    }

    void body(T value) {
      body = value;
    }

    @Override
    public Builder<T> copy(AidpSdkResponse<T> other) {
      throw new UnsupportedOperationException("nobody copies one");
    }

    @Override
    public AidpSdkResponse<T> build() {
      return new AidpSdkResponse<>(this);
    }
  }
}
