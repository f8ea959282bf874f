package io.millpond.catalog;

import static io.millpond.catalog.Ids.I1;
import static io.millpond.catalog.Ids.I2;
import static io.millpond.catalog.Ids.S1;
import static io.millpond.catalog.Ids.S2;
import static io.millpond.catalog.Ids.W1;
import static io.millpond.catalog.Ids.W2;
import static org.assertj.core.api.Assertions.assertThat;

import io.millpond.clusters.Application;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which source says what, and what an application may claim. */
final class MergeTest {
  private static final Entries CONFIGURED =
      new Entries(
          List.of(Ids.workspace(W1)),
          List.of(Ids.item(W1, I1)),
          List.of(Ids.session(W1, I1, S1, "hadoop", "application_1_0001")));

  @Test
  void theConfigurationGoesBeforeWhatWasRegistered() {
    Entries registered =
        new Entries(
            List.of(new Workspace(W1, "other")),
            List.of(new Item(I1, W1, Item.Type.LAKEHOUSE, "other")),
            List.of(Ids.session(W1, I1, S1, "hadoop", "application_1_0002")));
    Contents contents = Merge.of(CONFIGURED, registered);
    assertThat(contents.workspace(W1).orElseThrow().value()).isEqualTo(Ids.workspace(W1));
    assertThat(contents.item(W1, I1).orElseThrow().value()).isEqualTo(Ids.item(W1, I1));
    assertThat(session(contents, W1, I1, S1).orElseThrow().applicationIds())
        .containsExactly("application_1_0001", "application_1_0002");
    assertThat(session(contents, W1, I1, S1).orElseThrow().item()).isEqualTo(Ids.item(W1, I1));
  }

  @Test
  void whatWasRegisteredMayStandInWhatIsConfigured() {
    Entries registered =
        new Entries(
            List.of(),
            List.of(Ids.item(W1, I2)),
            List.of(Ids.session(W1, I1, S2, "spark"), Ids.session(W1, I2, S1, "spark")));
    Contents contents = Merge.of(CONFIGURED, registered);
    assertThat(session(contents, W1, I1, S2)).isPresent();
    assertThat(session(contents, W1, I2, S1).orElseThrow().cluster()).isEqualTo("spark");
    assertThat(session(contents, W1, I1, S1).orElseThrow().cluster()).isEqualTo("hadoop");
  }

  @Test
  void whatHasNoPlaceIsNotFound() {
    Entries registered =
        new Entries(
            List.of(), List.of(Ids.item(W2, I2)), List.of(Ids.session(W1, I2, S2, "hadoop")));
    Contents contents = Merge.of(CONFIGURED, registered);
    assertThat(contents.workspace(W2)).isEmpty();
    assertThat(contents.item(W2, I2)).isEmpty();
    assertThat(contents.sessions(W1)).hasSize(1);
  }

  @Test
  void anApplicationMakesWhatItNames() {
    Contents contents =
        claimed(Entries.NONE, FakeCluster.application("app-1", 1, W2, I2, Item.Type.LAKEHOUSE, S2));
    assertThat(contents.workspace(W2).orElseThrow().value())
        .isEqualTo(new Workspace(W2, W2.toString()));
    assertThat(contents.item(W2, I2).orElseThrow().value())
        .isEqualTo(new Item(I2, W2, Item.Type.LAKEHOUSE, I2.toString()));
    Session session = session(contents, W2, I2, S2).orElseThrow();
    assertThat(session.cluster()).isEqualTo("hadoop");
    assertThat(session.applicationIds()).containsExactly("app-1");
    assertThat(contents.ignoredClaims()).isZero();
  }

  @Test
  void anApplicationThatNamesNoSessionHasOneOfItsOwn() {
    Map<String, String> own =
        Map.of("workspaceId", W2.toString(), "itemId", I2.toString(), "itemType", "Notebook");
    Contents contents = claimed(Entries.NONE, FakeCluster.application("app-1", 1, own));
    UUID id = contents.sessions(W2).getFirst().value().id();
    assertThat(id.version()).isEqualTo(5);
    assertThat(id).isEqualTo(Uuids.ofApplication("hadoop", "app-1"));
  }

  @Test
  void applicationsOfASessionStandInTheOrderTheyBegan() {
    Contents contents =
        claimed(
            CONFIGURED,
            FakeCluster.application("late", 30, W1, I1, Item.Type.NOTEBOOK, S1),
            FakeCluster.application("early", 10, W1, I1, Item.Type.NOTEBOOK, S1),
            FakeCluster.application("early", 10, W1, I1, Item.Type.NOTEBOOK, S1));
    assertThat(session(contents, W1, I1, S1).orElseThrow().applicationIds())
        .containsExactly("application_1_0001", "early", "late");
  }

  @Test
  void anApplicationRenamesAndRetypesNothing() {
    Contents contents =
        claimed(CONFIGURED, FakeCluster.application("app-1", 1, W1, I1, Item.Type.LAKEHOUSE, S2));
    assertThat(contents.workspace(W1).orElseThrow().value()).isEqualTo(Ids.workspace(W1));
    assertThat(session(contents, W1, I1, S2).orElseThrow().item()).isEqualTo(Ids.item(W1, I1));
  }

  @Test
  void anApplicationMovesNoItemBetweenWorkspaces() {
    Contents contents =
        claimed(CONFIGURED, FakeCluster.application("app-1", 1, W2, I1, Item.Type.NOTEBOOK, S1));
    assertThat(contents.workspace(W2)).isEmpty();
    assertThat(contents.item(W2, I1)).isEmpty();
    assertThat(contents.ignoredClaims()).isEqualTo(1);
  }

  @Test
  void ofTwoThatClaimAnItemForTwoWorkspacesTheOlderCounts() {
    Contents contents =
        claimed(
            Entries.NONE,
            FakeCluster.application("thief", 20, W2, I1, Item.Type.NOTEBOOK, S1),
            FakeCluster.application("owner", 10, W1, I1, Item.Type.NOTEBOOK, S1));
    assertThat(contents.item(W1, I1)).isPresent();
    assertThat(contents.workspace(W2)).isEmpty();
    assertThat(contents.ignoredClaims()).isEqualTo(1);
  }

  @Test
  void anApplicationOfAnotherClusterJoinsNoSession() {
    Contents contents =
        Merge.of(
            CONFIGURED,
            Entries.NONE,
            List.of(claim("k8s", FakeCluster.application("x", 1, W1, I1, Item.Type.NOTEBOOK, S1))),
            0);
    assertThat(session(contents, W1, I1, S1).orElseThrow().applicationIds())
        .containsExactly("application_1_0001");
    assertThat(contents.ignoredClaims()).isEqualTo(1);
  }

  @Test
  void anApplicationThatHasItsPlaceTakesNoOther() {
    String placed = "application_1_0001";
    Contents contents =
        claimed(CONFIGURED, FakeCluster.application(placed, 1, W2, I2, Item.Type.NOTEBOOK, S2));
    assertThat(contents.workspace(W2)).isEmpty();
    assertThat(contents.ignoredClaims()).isEqualTo(1);
    assertThat(
            claimed(CONFIGURED, FakeCluster.application(placed, 1, W1, I1, Item.Type.NOTEBOOK, S1))
                .ignoredClaims())
        .isZero();
    assertThat(
            claimed(CONFIGURED, FakeCluster.application(placed, 1, W1, I1, Item.Type.NOTEBOOK, S2))
                .ignoredClaims())
        .isEqualTo(1);
  }

  @Test
  void anItemThatIsNotKnownNeedsAType() {
    Map<String, String> unknown = Map.of("workspaceId", W1.toString(), "itemId", I2.toString());
    Map<String, String> known =
        Map.of("workspaceId", W1.toString(), "itemId", I1.toString(), "livyId", S2.toString());
    Contents contents =
        claimed(
            CONFIGURED,
            FakeCluster.application("a", 1, unknown),
            FakeCluster.application("b", 2, known));
    assertThat(contents.item(W1, I2)).isEmpty();
    assertThat(session(contents, W1, I1, S2)).isPresent();
    assertThat(contents.ignoredClaims()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "itemId, 1-1-1-1-1",
    "itemId, ''",
    "itemId, ../../etc/passwd",
    "itemType, Warehouse",
    "livyId, 7",
    "livyId, 00000000-0000-0000-0000-00000000000g"
  })
  void belowAMalformedValueNothingExists(String key, String value) {
    Map<String, String> own = new java.util.HashMap<>();
    own.put("workspaceId", W2.toString());
    own.put("itemId", I2.toString());
    own.put("itemType", "Notebook");
    own.put("livyId", S2.toString());
    own.put(key, value);
    Contents contents = claimed(Entries.NONE, FakeCluster.application("app-1", 1, own));
    assertThat(contents.workspace(W2)).isPresent();
    assertThat(contents.items(W2)).isEmpty();
    assertThat(contents.ignoredClaims()).isEqualTo(1);
  }

  @Test
  void withoutAWorkspaceNothingIsClaimed() {
    Application nowhere = FakeCluster.application("a", 1, Map.of("itemId", I1.toString()));
    Application nonsense = FakeCluster.application("a", 1, Map.of("workspaceId", "x"));
    assertThat(Claim.isMade(nowhere)).isTrue();
    assertThat(Claim.of("hadoop", nowhere)).isEmpty();
    assertThat(Claim.of("hadoop", nonsense)).isEmpty();
    assertThat(Claim.isMade(FakeCluster.application("a", 1, Map.of("color", "red")))).isFalse();
  }

  @Test
  void tenThousandApplicationsInOneSessionAreMergedInNoTime() {
    Application[] many = new Application[10_000];
    Arrays.setAll(
        many, i -> FakeCluster.application("app-" + i, i, W1, I1, Item.Type.NOTEBOOK, S1));
    assertThat(session(claimed(CONFIGURED, many), W1, I1, S1).orElseThrow().applicationIds())
        .hasSize(10_001);
  }

  private static Contents claimed(Entries configured, Application... applications) {
    List<Claim> claims =
        Arrays.stream(applications).map(application -> claim("hadoop", application)).toList();
    return Merge.of(configured, Entries.NONE, claims, 0);
  }

  private static Claim claim(String cluster, Application application) {
    return Claim.of(cluster, application).orElseThrow();
  }

  private static Optional<Session> session(Contents contents, UUID w, UUID i, UUID s) {
    return contents
        .inside(w, i)
        .flatMap(item -> Optional.ofNullable(item.sessions.get(s)))
        .map(Held::value);
  }
}
