package io.millpond.http;

/**
 * Whether whoever asked may go on having the answer: attached to an exchange ({@link
 * Exchange#attach}) and looked at again, about every second, while an event stream is open.
 */
@FunctionalInterface
public interface Leave {
  /** Whether it holds; quick, and asked by a thread that many streams share. */
  boolean holds();
}
