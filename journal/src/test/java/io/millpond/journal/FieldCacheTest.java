package io.millpond.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FieldCacheTest {
  private static Field field(long offset, int bytes, long entries) {
    byte[] payload = ("A=" + "x".repeat(bytes)).getBytes(StandardCharsets.US_ASCII);
    return new Field(payload, 1, offset, false, entries);
  }

  @Test
  void fieldsAreFoundByOffsetAndByName() {
    FieldCache cache = new FieldCache(new CacheBudget(1 << 20));
    Field field = field(800, 10, 50);
    cache.put(field);
    assertThat(cache.get(800)).isSameAs(field);
    assertThat(cache.get(808)).isNull();
    assertThat(cache.find(800, FieldNames.of("A"))).isSameAs(field);
    assertThat(cache.find(800, FieldNames.of("B"))).isSameAs(FieldCache.UNWANTED);
    assertThat(cache.find(808, FieldNames.of("A"))).isNull();
  }

  @Test
  void memoryStaysBelowTheBudget() {
    long budgetBytes = 1 << 20;
    CacheBudget budget = new CacheBudget(budgetBytes);
    FieldCache first = new FieldCache(budget);
    FieldCache second = new FieldCache(budget);
    for (int i = 1; i < 5000; i++) {
      first.put(field(i * 8L, 500, 50));
      second.put(field(i * 8L, 500, 50));
      assertThat(budget.bytes()).isBetween(0L, budgetBytes);
    }
    first.drop();
    second.drop();
    assertThat(budget.bytes()).isZero();
  }
}
