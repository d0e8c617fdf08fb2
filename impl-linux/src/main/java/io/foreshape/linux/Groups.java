package io.foreshape.linux;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one instance.
 *
 * @param byHierarchy the group in each hierarchy that has one
 */
record Groups(Map<String, Group> byHierarchy) implements Closeable {

  boolean exist() {
    return !byHierarchy.isEmpty();
  }

  /** The group in a hierarchy, or null if there is none. */
  @Nullable Group in(String hierarchy) {
    return byHierarchy.get(hierarchy);
  }

  /** What a file of a hierarchy says, or empty if there is no such group or file. */
  Optional<String> read(String hierarchy, String file) throws IOException {
    Group group = in(hierarchy);
    return group == null ? Optional.empty() : group.read(file);
  }

  @Override
  public void close() throws IOException {
    Closing.all(byHierarchy.values());
  }
}
