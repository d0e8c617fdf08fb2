package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one instance, one in each hierarchy, for the length of one look: they are opened
 * when they are asked for, unless they are open from an earlier look and still have their name.
 * Closing it ends the look.
 *
 * <p>Not thread-safe.
 */
final class Groups implements Closeable {

  private final SortedMap<String, Scope> scopes;
  private final InstanceId instance;
  private final OpenGroups home;
  private final Map<String, Group> opened = new HashMap<>();
  private final Set<String> lookedAt = new HashSet<>();

  Groups(SortedMap<String, Scope> scopes, InstanceId instance, OpenGroups home) {
    this.scopes = scopes;
    this.instance = instance;
    this.home = home;
  }

  InstanceId instance() {
    return instance;
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
    Group group = opened.get(hierarchy);
    if (!lookedAt.add(hierarchy) || (group != null && group.isNamed())) {
      return group;
    }
    if (group != null) {
      opened.remove(hierarchy);
      group.close();
    }
    Scope scope = scopes.get(hierarchy);
    group = scope == null ? null : scope.group(instance);
    if (group != null) {
      opened.put(hierarchy, group);
    }
    return group;
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

  /** How many files are open. */
  int openFiles() {
    int count = 0;
    for (Group group : opened.values()) {
      count += group.openFiles();
    }
    return count;
  }

  /** Has the next look see for itself whether the groups are still there. */
  void rest() throws IOException {
    lookedAt.clear();
    for (Group group : opened.values()) {
      group.rest();
    }
  }

  /** Closes all files. */
  void shut() throws IOException {
    lookedAt.clear();
    try {
      Closing.all(opened.values());
    } finally {
      opened.clear();
    }
  }

  @Override
  public void close() throws IOException {
    home.takeBack(this);
  }
}
