package io.millpond.api;

/**
 * Which part of a resource a request is about, in a few words for the audit trail; attached to the
 * exchange where neither a range of bytes nor a parameter tells.
 */
public record Window(String text) {}
