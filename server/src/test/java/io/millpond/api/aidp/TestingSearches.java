package io.millpond.api.aidp;

import io.millpond.exports.LogPage;
import io.millpond.exports.LogQuery;
import io.millpond.exports.LogSearches;
import io.millpond.exports.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers every search with one page; what was asked is remembered. */
final class TestingSearches implements LogSearches {
  final List<LogQuery> queries = new CopyOnWriteArrayList<>();
  volatile LogPage page = new LogPage(List.of(), Optional.empty(), List.of());
  volatile Refusal.@Nullable Reason refusal;

  /** Called before a search ends, with what it was given. */
  volatile Consumer<Consumer<Runnable>> meanwhile = whenSlow -> {};

  @Override
  public LogPage search(LogQuery query, Consumer<Runnable> whenSlow) throws Refusal, IOException {
    queries.add(query);
    Refusal.Reason reason = refusal;
    if (reason != null) {
      throw new Refusal(reason);
    }
    meanwhile.accept(whenSlow);
    return page;
  }
}
