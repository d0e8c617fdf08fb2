package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The groups that instances were last seen with, whose files stay open from one look to the next,
 * up to a number of files. Beyond it newcomers are closed after each look, unless those that were
 * not looked at for longest have gone: all are looked at in turn, so that to close that one would
 * only have it opened again before it is of any use.
 *
 * <p>Not thread-safe.
 */
final class OpenGroups implements Closeable {

  private final SortedMap<String, Scope> scopes;
  private final int mostFiles;

  /** By instance, the one that was not looked at for longest first. */
  private final Map<InstanceId, Groups> resting = new LinkedHashMap<>();

  private int files;

  OpenGroups(SortedMap<String, Scope> scopes, int mostFiles) {
    this.scopes = scopes;
    this.mostFiles = mostFiles;
  }

  /** The groups of an instance, which the caller closes. */
  Groups of(InstanceId instance) {
    Groups groups = resting.remove(instance);
    if (groups == null) {
      return new Groups(scopes, instance, this);
    }
    files -= groups.openFiles();
    return groups;
  }

  /** Keeps groups until the next look, or closes them. */
  void takeBack(Groups groups) throws IOException {
    forget(groups.instance()); // of a look within this one
    groups.rest();
    boolean fits = fits(groups);
    while (!fits && isEldestGone()) {
      fits = fits(groups);
    }
    if (fits) {
      keep(groups);
    } else {
      groups.shut();
    }
  }

  private boolean fits(Groups groups) {
    return files + groups.openFiles() <= mostFiles;
  }

  private void keep(Groups groups) {
    resting.put(groups.instance(), groups);
    files += groups.openFiles();
  }

  /** Closes the one that was not looked at for longest if it has gone. */
  private boolean isEldestGone() throws IOException {
    if (resting.isEmpty()) {
      return false;
    }
    Groups eldest = of(resting.keySet().iterator().next());
    if (eldest.exist()) {
      eldest.rest();
      keep(eldest);
      return false;
    }
    eldest.shut();
    return true;
  }

  private void forget(InstanceId instance) throws IOException {
    if (resting.containsKey(instance)) {
      of(instance).shut();
    }
  }

  /** Closes the files of all instances but these. */
  void retain(Set<InstanceId> instances) throws IOException {
    for (InstanceId instance : List.copyOf(resting.keySet())) {
      if (!instances.contains(instance)) {
        forget(instance);
      }
    }
  }

  /** Closes all files; those that are asked for later are opened again. */
  @Override
  public void close() throws IOException {
    retain(Set.of());
  }
}
