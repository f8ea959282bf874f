package io.millpond.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link needs no credentials, and ends with the permission of whoever asked for it. */
class AidpLinkOwnerTest {
  private static final String GRANT = "/admin/v1/grants/local:etl";
  private static final String PERMISSION =
      "cluster:%s/%s/%s:read"
          .formatted(AidpPlatform.ID, AidpPlatform.WORKSPACE, AidpPlatform.CLUSTER);
  private static final String BODY =
      "{\"timeBegin\":\"2026-11-20T04:00:00Z\",\"timeEnd\":\"2026-11-20T05:00:00Z\","
          + "\"logContentTypeContains\":\"executor\"}";
  private static final String TEXT = "26/11/20 04:00:01 WARN Main: this is what happened\n";

  private Lives lives;
  private LocalTokens tokens;
  private GrantsClient admin;
  private URI base;

  @BeforeEach
  void prepare() throws IOException {
    MillpondServer.assumeProduct();
    lives = new Lives();
    Path work = lives.directory().resolve("work");
    Path executor = Files.createDirectories(work.resolve("app-20261120040000-0000/0"));
    Files.writeString(executor.resolve("stderr"), TEXT);
    lives.configure(
        GrantsClient.closed(
            AidpPlatform.prepare(lives.directory(), List.of(work), List.of()), GrantsClient.ROOT));
    tokens = new LocalTokens(lives.directory());
    startAs(tokens.issue("root").header());
  }

  @AfterEach
  void clean() {
    lives.close();
  }

  private void startAs(String root) {
    base = lives.start();
    admin = new GrantsClient(base, root);
  }

  private void grant() {
    RawResponse answer = admin.allow(GRANT, PERMISSION);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
  }

  private void takeBack() {
    assertThat(admin.delete(GRANT).status()).isEqualTo(204);
  }

  private RawResponse read(URI link) {
    return AidpLink.get(base.resolve(link.getRawPath()));
  }

  @Test
  void aLinkEndsWithItsCreatorsPermission() {
    String etl = tokens.issue("etl").header();
    RawResponse unknown = read(URI.create("/p/" + "x".repeat(43) + "/n/a/b/c/o/d"));
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(AidpPlatform.download(base, AidpPlatform.CLUSTER, BODY, etl).status())
        .isEqualTo(404);
    grant();
    RawResponse accepted = AidpPlatform.download(base, AidpPlatform.CLUSTER, BODY, etl);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    URI link = URI.create(accepted.headerOrEmpty("datalake-cluster-log-par-url"));
    assertThat(read(link).text()).contains("this is what happened");

    takeBack();
    RawResponse lost = read(link);
    assertThat(lost.status()).isEqualTo(401);
    assertThat(lost.text()).isEqualTo(unknown.text());

    lives.kill();
    startAs(admin.root());
    assertThat(read(link).status()).isEqualTo(401);
    grant();
    assertThat(read(link).text()).contains("this is what happened");
    lives.stopAndCheck();
    startAs(admin.root());
    assertThat(read(link).text()).contains("this is what happened");
    takeBack();
    assertThat(read(link).status()).isEqualTo(401);
    lives.stopAndCheck();
  }
}
