/**
 * Reader of systemd journal files: mapped, without libsystemd, and without a dependency on the rest
 * of Millpond.
 *
 * <p>A {@link io.millpond.journal.Journal} is a set of files that is shared by all threads; each
 * reads it with a {@link io.millpond.journal.JournalReader} of its own, which merges the files into
 * one sequence as {@code sd_journal} does. Below it, from the inside out: {@code JournalFile}
 * checks every offset of one mapped file; {@code EntryList} walks its chains of entry arrays;
 * {@code FileCursor} is one reader's place in it. Filters are sets of entries ({@code EntrySource})
 * that are looked up in the file's hash table, never found by scanning. {@link
 * io.millpond.journal.JournalWatch} wakes followers.
 *
 * <p>Reading a page of a map that is not in memory blocks the carrier of a virtual thread: readers
 * of cold journals belong on a pool with more carriers than cores, or on platform threads.
 */
@NullMarked
package io.millpond.journal;

import org.jspecify.annotations.NullMarked;
