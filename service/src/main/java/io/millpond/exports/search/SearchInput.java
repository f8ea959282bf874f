package io.millpond.exports.search;

import java.util.List;

/**
 * What is to be searched.
 *
 * @param files in any order
 * @param events in any order
 * @param eventFilter which of the events are wanted
 * @param unread what should have been searched and is not: it is told in the receipt
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

  /** Files and nothing else. */
  public static SearchInput of(List<SearchFile> files) {
    return new SearchInput(files, List.of(), EventFilter.ALL, List.of());
  }
}
