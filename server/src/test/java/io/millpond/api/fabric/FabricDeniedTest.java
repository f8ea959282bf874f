package io.millpond.api.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.access.Access;
import io.millpond.access.Caller;
import io.millpond.access.Credentials;
import io.millpond.access.GrantBook;
import io.millpond.access.Grants;
import io.millpond.access.Identity;
import io.millpond.access.Scheme;
import io.millpond.access.Verifier;
import io.millpond.catalog.Catalog;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller may know nothing of is not even looked up. */
final class FabricDeniedTest extends FabricServer {
  /** Whoever brings a token is somebody to whom nothing was granted. */
  private static final class Known implements Verifier {
    @Override
    public Scheme scheme() {
      return Scheme.JWT;
    }

    @Override
    public boolean claims(Credentials credentials) {
      return true;
    }

    @Override
    public Identity verify(Credentials credentials, Runnable beforeBlocking) {
      return new Identity.Known(new Caller.Known("jwt:x", Instant.MAX));
    }
  }

  private final List<String> lookups = new CopyOnWriteArrayList<>();

  FabricDeniedTest() {
    access =
        Access.closed(List.of(new Known()), new GrantBook(Grants.NONE), InstantSource.system());
  }

  @Override
  Catalog catalog() {
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              lookups.add(method.getName());
              throw new AssertionError("looked up by " + method.getName());
            });
  }

  static List<String> targets() {
    return List.of(
        A + "/logs?type=driver&fileName=stderr",
        A + "/1/logs?type=livy",
        A + "/jobs",
        ITEM + "/livySessions",
        "/v1/workspaces/" + WORKSPACE + "/spark/livySessions");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void neitherWhatIsThereNorWhatIsNot(String target) throws Exception {
    String there = denied(target);
    String other = target.replace(WORKSPACE.toString(), UUID.randomUUID().toString());
    assertThat(denied(other.replace(NOTEBOOK.id().toString(), UUID.randomUUID().toString())))
        .isEqualTo(there);
    assertThat(lookups).isEmpty();
  }

  /** What is answered, less the id of the request. */
  private String denied(String target) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .header("Authorization", "Bearer x")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    String id = answer.headers().firstValue("requestId").orElseThrow();
    return answer.body().replace(id, "");
  }
}
