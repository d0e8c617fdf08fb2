package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one instance, one in each hierarchy, opened when they are asked for.
 *
 * <p>Not thread-safe.
 */
final class Groups implements Closeable {

  private final SortedMap<String, Scope> scopes;
  private final InstanceId instance;
  private final Map<String, Optional<Group>> opened = new HashMap<>();

  Groups(SortedMap<String, Scope> scopes, InstanceId instance) {
    this.scopes = scopes;
    this.instance = instance;
  }

  /** Whether there is a group in any hierarchy. */
  boolean exist() throws IOException {
    return first() != null;
  }

  /** The group in the first hierarchy that has one, always in the same order, or null. */
  @Nullable Group first() throws IOException {
    for (String hierarchy : scopes.keySet()) {
      Group group = in(hierarchy);
      if (group != null) {
        return group;
      }
    }
    return null;
  }

  /** The group in a hierarchy, or null if there is none. */
  @Nullable Group in(String hierarchy) throws IOException {
    Optional<Group> group = opened.get(hierarchy);
    if (group == null) {
      Scope scope = scopes.get(hierarchy);
      group = scope == null ? Optional.empty() : scope.group(instance);
      opened.put(hierarchy, group);
    }
    return group.orElse(null);
  }

  /** What a file of a hierarchy says, or empty if there is no such group or file. */
  Optional<String> read(String hierarchy, String file) throws IOException {
    Group group = in(hierarchy);
    return group == null ? Optional.empty() : group.read(file);
  }

  /** Reads a file of a hierarchy; the text is empty if there is no such group or file. */
  void read(String hierarchy, String file, KernelText into) throws IOException {
    into.clear();
    Group group = in(hierarchy);
    if (group != null) {
      group.read(file, into);
    }
  }

  @Override
  public void close() throws IOException {
    Closing.all(opened.values().stream().flatMap(Optional::stream).toList());
  }
}
