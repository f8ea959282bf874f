package io.millpond.exports.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be searched.
 *
 * @param files in any order
 * @param events in any order
 * @param eventFilter which of the events are wanted
 * @param unread what should have been searched and is not: it is told in the receipt, or with each
 *     page
 */
public record SearchInput(
    List<SearchFile> files,
    List<EventSource> events,
    EventFilter eventFilter,
    List<FileOutcome> unread) {
  public SearchInput {
    files = List.copyOf(files);
    events = List.copyOf(events);
    unread = List.copyOf(unread);
  }

  /** All that is to be searched, in the order that decides between records of one time. */
  List<Searchable> inOrder() {
    List<Searchable> all = new ArrayList<>(files.stream().sorted().toList());
    all.addAll(events);
    all.sort(Comparator.comparing(Searchable::origin));
    return all;
  }

  /** Files and nothing else. */
  public static SearchInput of(List<SearchFile> files) {
    return new SearchInput(files, List.of(), EventFilter.ALL, List.of());
  }
}
