package io.millpond.journal;

/**
 * The entries of one file that hold one field with one value. In a file that is being written it
 * may turn up later.
 */
final class DataMatch implements EntrySource {
  private final JournalFile file;
  private final byte[] payload;
  private final Decompressor decompressor;
  private EntrySource entries = this;
  private long entriesWhenMissing = -1;
  private boolean onlineWhenMissing;

  DataMatch(JournalFile file, byte[] payload, Decompressor decompressor) {
    this.file = file;
    this.payload = payload;
    this.decompressor = decompressor;
  }

  private boolean isFound() {
    if (entries != this) {
      return true;
    }
    long now = file.entries();
    boolean online = file.isOnline();
    if (now == entriesWhenMissing && !online && !onlineWhenMissing) {
      return false;
    }
    long data = file.findData(payload, decompressor);
    if (data == 0) {
      entriesWhenMissing = now;
      onlineWhenMissing = online;
      return false;
    }
    entries = EntryList.ofData(file, data);
    return true;
  }

  @Override
  public long atOrAfter(long offset) {
    return isFound() ? entries.atOrAfter(offset) : NONE;
  }

  @Override
  public long atOrBefore(long offset) {
    return isFound() ? entries.atOrBefore(offset) : NONE;
  }
}
