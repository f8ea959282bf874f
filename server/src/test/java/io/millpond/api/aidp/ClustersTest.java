package io.millpond.api.aidp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters: one, the default one, and lists. */
final class ClustersTest extends AidpServer {
  private static final String LIST = ROOT + "/workspaces/ws1/clusters";
  private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

  private static List<String> keys(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return KEY.matcher(answer.body()).results().map(found -> found.group(1)).toList();
  }

  @Test
  void aClusterHasTheMembersThatAreRequired() throws Exception {
    HttpResponse<String> answer = get(LIST + "/etl");
    assertThat(answer.body())
        .isEqualTo(
            "{\"key\":\"etl\",\"workspaceKey\":\"ws1\",\"displayName\":\"Nightly\","
                + "\"type\":\"USER\",\"state\":\"ACTIVE\","
                + "\"timeCreated\":\"2026-01-01T00:00:00.000Z\",\"sourceApi\":\"CLUSTER_API\"}");
    assertThat(header(answer, "etag")).matches("\"[0-9a-f]{32}\"");
    assertThat(header(get(LIST + "/adhoc"), "etag")).isNotEqualTo(header(answer, "etag"));
    assertThat(get(ROOT + "/workspaces/ws%201%2Fx/clusters/cl-1").statusCode()).isEqualTo(200);
  }

  @Test
  void theFirstClusterOfAPlatformIsItsDefault() throws Exception {
    assertThat(get(ROOT + "/defaultCluster").body())
        .contains(
            "\"key\":\"etl\"", "\"type\":\"DEFAULT\"", "\"sourceApi\":\"DEFAULT_CLUSTER_API\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LIST + "/other",
        ROOT + "/workspaces/other/clusters",
        ROOT + "/workspaces/other/clusters/etl",
        "/20260430/aiDataPlatforms/other/defaultCluster",
        "/20260430/aiDataPlatforms/other/workspaces/ws1/clusters?limit=0"
      })
  void whatIsNotThereIsNotFound(String target) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"code\":\"NotAuthorizedOrNotFound\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | adhoc etl",
        "sortOrder=ASC | etl adhoc",
        "sortBy=timeCreated&sortOrder=DESC | adhoc etl",
        "sortBy=displayName | adhoc etl",
        "sortBy=displayName&sortOrder=DESC | etl adhoc",
        "state=ACTIVE | etl",
        "state=DELETED | ''",
        "displayName=Nightly | etl",
        "displayName=nightly | ''",
        "displayNameContains=HOC | adhoc",
        "type=USER | adhoc etl",
        "type=AI_COMPUTE | ''"
      })
  void listsAreFilteredAndSorted(String query, String expected) throws Exception {
    HttpResponse<String> answer = get(LIST + "?" + query);
    assertThat(String.join(" ", keys(answer))).isEqualTo(expected);
  }

  @Test
  void pagesHoldEachOnce() throws Exception {
    HttpResponse<String> first = get(LIST + "?limit=1");
    assertThat(keys(first)).containsExactly("adhoc");
    String token = header(first, "opc-next-page");
    HttpResponse<String> second = get(LIST + "?limit=1&page=" + token);
    assertThat(keys(second)).containsExactly("etl");
    assertThat(header(second, "opc-next-page")).isEmpty();
    assertThat(get(LIST + "?sortOrder=ASC&page=" + token).statusCode()).isEqualTo(400);
    assertThat(get(LIST + "?sortBy=key").statusCode()).isEqualTo(400);
  }
}
