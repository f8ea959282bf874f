package io.millpond.conformance;

import com.oracle.bmc.requests.BmcRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request of {@link AidpSdk}, as the SDK's generated classes are; immutable. */
final class AidpSdkRequest extends BmcRequest<Map<String, Object>> {
  private final Map<String, Object> details;
  private final Optional<String> requestId;
  private final Optional<String> retryToken;
  private final Map<String, Object> query;

  private AidpSdkRequest(
      Map<String, Object> details,
      Optional<String> requestId,
      Optional<String> retryToken,
      Map<String, Object> query) {
    this.details = details;
    this.requestId = requestId;
    this.retryToken = retryToken;
    this.query = query;
  }

  /** Nothing but a path. */
  static AidpSdkRequest plain() {
    return of(Map.of());
  }

  /** A body of these members; dates are {@link java.util.Date}. */
  static AidpSdkRequest of(Map<String, Object> details) {
    return new AidpSdkRequest(details, Optional.empty(), Optional.empty(), Map.of());
  }

  AidpSdkRequest withRequestId(String id) {
    return new AidpSdkRequest(details, Optional.of(id), retryToken, query);
  }

  AidpSdkRequest withRetryToken(String token) {
    return new AidpSdkRequest(details, requestId, Optional.of(token), query);
  }

  AidpSdkRequest with(String parameter, Object value) {
    Map<String, Object> more = new TreeMap<>(query);
    more.put(parameter, value);
    return new AidpSdkRequest(details, requestId, retryToken, more);
  }

  Optional<String> requestId() {
    return requestId;
  }

  Optional<String> retryToken() {
    return retryToken;
  }

  Map<String, Object> query() {
    return query;
  }

  @Override
  public Map<String, Object> getBody$() {
    return details;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** The SDK makes copies of a request before it changes anything of it. */
  static final class Copier implements BmcRequest.Builder<AidpSdkRequest, Map<String, Object>> {
    private AidpSdkRequest copied = plain();

    @Override
    public Copier copy(AidpSdkRequest request) {
      copied =
          new AidpSdkRequest(request.details, request.requestId, request.retryToken, request.query);
      return this;
    }

    @Override
    public AidpSdkRequest build() {
      return copied;
    }
  }
}
