package io.foreshape.linux;

import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuation.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Set;

/** What it means that the kernel did not take a value, for now or for good. */
final class KernelAnswer {

  /** What the C library says of EACCES where Java has no exception of its own for it. */
  private static final String NOT_ALLOWED = "Permission denied";

  /**
   * What it says of EPERM, EROFS and EOPNOTSUPP, which are no faults of the moment. Where it speaks
   * another language these are FAILED, and told in that.
   */
  private static final Set<String> HOPELESS =
      Set.of("Operation not permitted", "Read-only file system", "Operation not supported");

  private KernelAnswer() {}

  /**
   * What an error means.
   *
   * @param knobsFile the file that was to be written, where the error does not name one
   */
  static Actuation failure(String knobsFile, IOException e) {
    String file = knobsFile;
    String reason = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException at) {
      file = at.getFile() == null ? file : at.getFile();
      reason = at.getReason() == null ? reason : at.getReason();
    }
    if (e instanceof RefusedException) {
      return refused(file + ": " + reason);
    }
    if (e instanceof AccessDeniedException || reason.equals(NOT_ALLOWED)) {
      return refused(
          "this process may not write "
              + file
              + " of it: run as the owner of the file, or have the subtree delegated");
    }
    if (e instanceof NoSuchFileException) {
      return refused("it has no " + file + ": this kernel lacks it, or the controller is off");
    }
    if (e instanceof RefusedException) {
      return refused(file + ": " + reason);
    }
    boolean isHopeless = HOPELESS.contains(reason);
    return new Actuation(isHopeless ? Status.REFUSED : Status.FAILED, file + ": " + reason);
  }

  /** It is not taken, and would not be another time. */
  static Actuation refused(String cause) {
    return new Actuation(Status.REFUSED, cause);
  }
}
