package io.millpond.api.dcos;

import io.millpond.http.Problem;
import io.millpond.logs.DamagedFileException;
import io.millpond.logs.FileStatus;
import io.millpond.logs.NotRegularFileException;
import io.millpond.logs.OutsideRootException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be read, in this dialect's words. */
final class FileProblems {
  private FileProblems() {}

  /** Whether no such file can be seen: it is not there, or not for anybody to know of. */
  static boolean isMissing(IOException failure) {
    return failure instanceof NoSuchFileException
        || failure instanceof NotDirectoryException
        || failure instanceof OutsideRootException
        || failure instanceof FileSystemLoopException;
  }

  /**
   * The refusal that a failure to open a file stands for.
   *
   * @param verb what was to be done with it
   * @throws IOException the failure itself where it is nothing a client could mend
   */
  static Problem of(IOException failure, String verb) throws IOException {
    if (isMissing(failure)) {
      return DcosProblems.fileNotFound();
    }
    return switch (failure) {
      case AccessDeniedException denied -> DcosProblems.forbidden();
      case NotRegularFileException other ->
          Problem.badRequest(
              other.kind() == FileStatus.Kind.DIRECTORY
                  ? "Cannot " + verb + " a directory."
                  : "Cannot " + verb + " what is no regular file.");
      case DamagedFileException damaged -> new Problem(500, "The file is damaged.");
      default -> throw failure;
    };
  }
}
