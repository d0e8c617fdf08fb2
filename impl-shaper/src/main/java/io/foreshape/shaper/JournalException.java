package io.foreshape.shaper;

import java.io.Serial;

/**
 * A journal can't be opened: somebody else holds its directory, it is damaged, or the file system
 * refuses.
 */
public final class JournalException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
