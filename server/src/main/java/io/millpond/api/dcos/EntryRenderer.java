package io.millpond.api.dcos;

import io.millpond.journal.Entry;

/** Writes entries, one after the other. For one thread at a time. */
interface EntryRenderer {
  void append(Entry entry, ByteBuilder target);
}
