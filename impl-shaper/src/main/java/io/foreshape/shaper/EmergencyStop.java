package io.foreshape.shaper;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * While it is pulled, nothing new begins. Pulled by the host program, or by anybody who may make a
 * file {@code stop} in the journal's directory.
 *
 * <p>Thread-safe.
 */
final class EmergencyStop {

  private static final String NAME = "stop";

  private final @Nullable Path file;
  private volatile @Nullable String reason;

  private EmergencyStop(@Nullable Path file) {
    this.file = file;
  }

  /** A stop that only the host program can pull; without a directory there is no file to make. */
  static EmergencyStop in(@Nullable Path directory) {
    return new EmergencyStop(directory == null ? null : directory.resolve(NAME));
  }

  /** A stop that nobody pulls, for giving back what there was. */
  static EmergencyStop never() {
    return new EmergencyStop(null);
  }

  void pull(String newReason) {
    reason = newReason;
  }

  void release() {
    reason = null;
  }

  /** Why nothing may begin, or null if it may. */
  @Nullable String objection() {
    String now = reason;
    if (now != null) {
      return "emergency stop: " + now;
    }
    return file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? "emergency stop: there is a file (" + file + ")"
        : null;
  }
}
