package io.foreshape.shaper;

import io.foreshape.api.shape.Dimension;
import io.foreshape.shaper.spi.Actuator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the directory of a journal: takes its lock, reads the journal, makes the shaper. */
final class JournalDirectory {

  private JournalDirectory() {}

  static TransactionalShaper open(
      TransactionalShaper.Builder builder,
      Actuator actuator,
      Path directory,
      JournalFile.Opener opener,
      long compactAboveBytes) {
    try {
      Files.createDirectories(directory);
      ScopeLock lock = ScopeLock.take(directory);
      boolean isOpen = false;
      try {
        Journal journal =
            Journal.open(
                directory, (id, type) -> dimension(actuator, id, type), compactAboveBytes, opener);
        isOpen = true;
        return new TransactionalShaper(builder, journal, lock);
      } finally {
        if (!isOpen) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new JournalException("The journal in (" + directory + ") can't be opened: " + e, e);
    }
  }

  /** The actuator's own dimension, which knows its resource; else one that knows its name. */
  private static Dimension<?> dimension(Actuator actuator, String id, Class<?> type) {
    for (Dimension<?> each : actuator.capabilities()) {
      if (each.id().equals(id) && each.type() == type) {
        return each;
      }
    }
    return Dimension.of(id, type);
  }
}
