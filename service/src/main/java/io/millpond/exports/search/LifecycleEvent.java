package io.millpond.exports.search;

/**
 * Something that happened to a cluster or one of its applications.
 *
 * @param timeMillis when, in milliseconds since 1970
 * @param eventType such as {@code CREATING}, {@code APPLICATION_START}
 * @param subject the node it is about
 * @param message for people; may be empty
 */
public record LifecycleEvent(long timeMillis, String eventType, String subject, String message) {}
