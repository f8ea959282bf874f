package io.millpond.exports.search;

import io.millpond.clusters.CutLog;
import io.millpond.exports.Limits;
import io.millpond.logs.records.FileFormats;
import io.millpond.logs.records.Formats;
import io.millpond.logs.records.ScanBuffers;
import io.millpond.logs.records.TimeSearch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the pieces of a cut log have in common. Where there are records with times, lines at the
 * beginning of a piece belong to the last record of the one before. Where somebody only prints,
 * each line is by itself, and its piece is all that tells when it was written.
 *
 * <p>Which of the two it is, the first pieces tell, once for all: so each line belongs to one
 * piece.
 */
final class Joints {
  private static final Logger log = LoggerFactory.getLogger(Joints.class);

  /** Those of all logs of a search. For one thread. */
  static final class Shared {
    private final Formats formats;
    private final Workers.Job job;
    private final Map<CutLog, Joints> byLog = new HashMap<>();

    Shared(Formats formats, Workers.Job job) {
      this.formats = formats;
      this.job = job;
    }

    /** Those of a file's log; empty where it was not cut. */
    Optional<Joints> of(SearchFile file) {
      return file.part()
          .map(part -> byLog.computeIfAbsent(part.log(), log -> new Joints(log, formats, job)));
    }
  }

  private final CutLog pieces;
  private final Formats formats;
  private final Workers.Job job;

  /** Guarded by this. */
  private Optional<FileFormats> known = Optional.empty();

  /** Whether somebody has asked. */
  private boolean isDecided;

  Joints(CutLog pieces, Formats formats, Workers.Job job) {
    this.pieces = pieces;
    this.formats = formats;
    this.job = job;
  }

  /** The formats of a log with times; empty where it has none. */
  synchronized Optional<FileFormats> formats(ScanBuffers buffers) throws IOException {
    if (!isDecided) {
      Optional<FileFormats> found = Optional.empty();
      int most = Math.min(pieces.pieces().size(), Limits.MAX_SAMPLED_PIECES);
      for (int i = 0; i < most && found.isEmpty(); i++) {
        found = formats(new CutLog.Part(pieces, i), buffers);
      }
      known = found;
      isDecided = true;
    }
    return known;
  }

  private Optional<FileFormats> formats(CutLog.Part part, ScanBuffers buffers) throws IOException {
    try (CutText text = CutText.open(part, true, job)) {
      Sample sample = Sample.of(text);
      FileFormats detected = formats.detect(sample);
      return TimeSearch.firstMillis(buffers, sample, detected).isPresent()
          ? Optional.of(detected)
          : Optional.empty();
    } catch (InterruptedIOException cancelled) {
      throw cancelled;
    } catch (IOException told) {
      log.debug("a piece cannot be looked at; who searches it is told", told);
      return Optional.empty();
    }
  }
}
