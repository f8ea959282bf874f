package io.millpond.catalog;

/** An entry of the catalog, and the most weighty source that has it. */
public record Held<T>(T value, Origin origin) {}
