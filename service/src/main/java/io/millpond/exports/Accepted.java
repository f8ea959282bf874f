package io.millpond.exports;

/** An export that was accepted, now or by the same request before. */
public record Accepted(String operationKey, Link link) {}
