package io.millpond.conformance;

import com.oracle.bmc.Service;
import com.oracle.bmc.Services;
import com.oracle.bmc.auth.AbstractAuthenticationDetailsProvider;
import com.oracle.bmc.common.ClientBuilderBase;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.internal.BaseSyncClient;
import com.oracle.bmc.http.internal.ClientCall;
import com.oracle.bmc.http.signing.SigningStrategy;
import com.oracle.bmc.util.CircuitBreakerUtils;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AIDP client of Oracle's Java SDK over its real base: the calls are put together as the
 * generated client does it, so that what is sent, signed, retried and read is the SDK's own doing.
 */
final class AidpSdk extends BaseSyncClient {
  private static final Logger log = LoggerFactory.getLogger(AidpSdk.class);

  private static final Service SERVICE =
      Services.serviceBuilder()
          .serviceName("AIDP")
          .serviceEndpointPrefix("")
          .serviceEndpointTemplate("https://datalake.{region}.oci.{secondLevelDomain}")
          .build();

  private final String platform;

  private AidpSdk(
      Builder builder, AbstractAuthenticationDetailsProvider provider, String platform) {
    super(builder, provider, CircuitBreakerUtils.DEFAULT_CIRCUIT_BREAKER_CONFIGURATION);
    this.platform = platform;
  }

  /**
   * A client of a platform. To be closed.
   *
   * @param endpoint without the version of the API
   */
  static AidpSdk of(URI endpoint, String platform) {
    return of(endpoint, platform, AidpSdkKey.ALICE);
  }

  /** One that signs with a key. */
  static AidpSdk of(URI endpoint, String platform, AidpSdkKey key) {
    return of(endpoint, platform, key.provider());
  }

  /** One that signs with whatever a provider has. */
  static AidpSdk of(URI endpoint, String platform, AbstractAuthenticationDetailsProvider provider) {
    return new Builder(platform).endpoint(endpoint.toString()).build(provider);
  }

  private static final class Builder extends ClientBuilderBase<Builder, AidpSdk> {
    private final String platform;

    Builder(String platform) {
      super(SERVICE);
      this.platform = platform;
    }

    @Override
    public AidpSdk build(AbstractAuthenticationDetailsProvider provider) {
      return new AidpSdk(this, provider, platform);
    }
  }

  private <T> ClientCall<AidpSdkRequest, AidpSdkResponse<T>, AidpSdkResponse.Builder<T>> call(
      String operation, Method method, AidpSdkRequest request, String... path) {
    ClientCall<AidpSdkRequest, AidpSdkResponse<T>, AidpSdkResponse.Builder<T>> call =
        clientCall(request, AidpSdkResponse.Builder<T>::new)
            .logger(log, "AidpSdk")
            .serviceDetails("AIDP", operation, "")
            .method(method)
            .requestBuilder(AidpSdkRequest.Copier::new)
            .obmcsSigningStrategy(SigningStrategy.STANDARD)
            .basePath("/20260430")
            .appendPathParam("aiDataPlatforms")
            .appendPathParam(platform);
    for (String part : path) {
      call.appendPathParam(part);
    }
    request.query().forEach(call::appendQueryParam);
    return call.accept("application/json")
        .appendHeader("opc-request-id", request.requestId().orElse(null))
        .appendHeader("opc-retry-token", request.retryToken().orElse(null))
        .operationUsesDefaultRetries()
        .handleResponseHeaderString("opc-request-id", AidpSdkResponse.Builder::requestId);
  }

  AidpSdkResponse<Void> downloadClusterLogs(
      String workspace, String cluster, AidpSdkRequest request) {
    return this.<Void>call(
            "DownloadClusterLogs",
            Method.POST,
            request,
            "workspaces",
            workspace,
            "clusters",
            cluster,
            "actions",
            "downloadLogs")
        .hasBody()
        .handleResponseHeaderString(
            "aidp-async-operation-key", AidpSdkResponse.Builder::operationKey)
        .handleResponseHeaderString("datalake-cluster-log-par-url", AidpSdkResponse.Builder::link)
        .callSync();
  }

  AidpSdkResponse<AidpModels.ClusterLogs> searchClusterLogs(
      String workspace, String cluster, AidpSdkRequest request) {
    return this.<AidpModels.ClusterLogs>call(
            "SearchClusterLogs",
            Method.POST,
            request,
            "workspaces",
            workspace,
            "clusters",
            cluster,
            "actions",
            "searchLogs")
        .hasBody()
        .handleBody(AidpModels.ClusterLogs.class, AidpSdkResponse.Builder::body)
        .handleResponseHeaderString("opc-next-page", AidpSdkResponse.Builder::nextPage)
        .callSync();
  }

  AidpSdkResponse<AidpModels.AsyncOperation> getAsyncOperation(String key, AidpSdkRequest request) {
    return this.<AidpModels.AsyncOperation>call(
            "GetAsyncOperation", Method.GET, request, "asyncOperations", key)
        .handleBody(AidpModels.AsyncOperation.class, AidpSdkResponse.Builder::body)
        .callSync();
  }

  AidpSdkResponse<AidpModels.AsyncOperations> listAsyncOperations(AidpSdkRequest request) {
    return this.<AidpModels.AsyncOperations>call(
            "ListAsyncOperations", Method.GET, request, "asyncOperations")
        .handleBody(AidpModels.AsyncOperations.class, AidpSdkResponse.Builder::body)
        .handleResponseHeaderString("opc-next-page", AidpSdkResponse.Builder::nextPage)
        .callSync();
  }

  AidpSdkResponse<AidpModels.AsyncOperation> cancelAsyncOperation(
      String key, AidpSdkRequest request) {
    return this.<AidpModels.AsyncOperation>call(
            "CancelAsyncOperation",
            Method.POST,
            request,
            "asyncOperations",
            key,
            "actions",
            "cancel")
        .handleBody(AidpModels.AsyncOperation.class, AidpSdkResponse.Builder::body)
        .callSync();
  }

  AidpSdkResponse<AidpModels.Clusters> listClusters(String workspace, AidpSdkRequest request) {
    return this.<AidpModels.Clusters>call(
            "ListClusters", Method.GET, request, "workspaces", workspace, "clusters")
        .handleBody(AidpModels.Clusters.class, AidpSdkResponse.Builder::body)
        .handleResponseHeaderString("opc-next-page", AidpSdkResponse.Builder::nextPage)
        .callSync();
  }

  AidpSdkResponse<AidpModels.Cluster> getCluster(
      String workspace, String cluster, AidpSdkRequest request) {
    return this.<AidpModels.Cluster>call(
            "GetCluster", Method.GET, request, "workspaces", workspace, "clusters", cluster)
        .handleBody(AidpModels.Cluster.class, AidpSdkResponse.Builder::body)
        .callSync();
  }

  /** A path of the API that takes no such method. */
  AidpSdkResponse<Map<String, Object>> deleteCluster(
      String workspace, String cluster, AidpSdkRequest request) {
    return this.<Map<String, Object>>call(
            "DeleteCluster", Method.DELETE, request, "workspaces", workspace, "clusters", cluster)
        .callSync();
  }
}
