package io.millpond.journal;

/**
 * One thing that is wrong with one journal file.
 *
 * @param file the file's name, without its directory
 * @param what what is wrong, in words for a log or an operator
 */
public record Damage(String file, String what) {}
