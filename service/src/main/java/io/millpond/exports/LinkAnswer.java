package io.millpond.exports;

/** What there is behind a link. */
public sealed interface LinkAnswer {
  /** The file. */
  record Found(ExportFile file) implements LinkAnswer {}

  /** No link has that secret, or it has expired. */
  record Unknown() implements LinkAnswer {}

  /** The secret is another object's; or its export failed, was cancelled, or goes on too long. */
  record NoObject() implements LinkAnswer {}
}
