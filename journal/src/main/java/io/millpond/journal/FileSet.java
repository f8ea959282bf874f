package io.millpond.journal;

import java.util.List;

/**
 * The files of a journal at one moment; a new object for every change.
 *
 * @param generation counts the changes
 * @param files the files, in the order of their directories
 */
record FileSet(long generation, List<JournalFile> files) {}
