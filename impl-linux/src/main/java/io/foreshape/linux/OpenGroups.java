package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The groups that instances were last seen with, whose files stay open from one look to the next,
 * up to a number of files. Beyond it newcomers are closed after each look, unless there are some
 * that nobody looks at any more: those that are kept are looked at in turn, so that to close one
 * would only have it opened again before it is of any use.
 *
 * <p>Not thread-safe.
 */
final class OpenGroups implements Closeable {

  /** Who was not looked at in so many rounds over all others is not looked at any more. */
  private static final int ROUNDS = 2;

  /** By instance, the one that was not looked at for longest first. */
  private final Map<InstanceId, Groups> known = new LinkedHashMap<>(16, 0.75f, true);

  private final SortedMap<String, Scope> scopes;
  private final int mostFiles;
  private int files;
  private long turn;
  private @Nullable InstanceId latest;

  OpenGroups(SortedMap<String, Scope> scopes, int mostFiles) {
    this.scopes = scopes;
    this.mostFiles = mostFiles;
  }

  /** The groups of an instance, which the caller closes. */
  Groups of(InstanceId instance) {
    if (!instance.equals(latest)) { // several looks at one in a row are one turn
      latest = instance;
      turn++;
    }
    Groups groups = known.get(instance);
    if (groups == null || groups.isOut()) {
      groups = new Groups(scopes, instance, this);
    } else {
      files -= groups.openFiles();
    }
    groups.begin(turn);
    return groups;
  }

  /** Keeps groups until the next look, or closes their files. */
  void takeBack(Groups groups) throws IOException {
    groups.rest();
    Groups before = known.get(groups.instance());
    if (before != null && before.isOut()) {
      groups.shut(); // of a look within another one
      return;
    }
    if (before != groups) {
      keep(groups, before);
    }
    boolean fits = fits(groups);
    while (!fits && dropsEldest()) {
      fits = fits(groups);
    }
    if (!fits) {
      groups.shut();
    }
    files += groups.openFiles();
  }

  private boolean fits(Groups groups) {
    return files + groups.openFiles() <= mostFiles;
  }

  private void keep(Groups groups, @Nullable Groups before) throws IOException {
    if (before != null) {
      close(before); // of a look within this one
    }
    known.put(groups.instance(), groups);
    dropsEldest(); // so that there are never many of those that have gone
  }

  /** Forgets the one that was not looked at for longest, if it seems that nobody will again. */
  private boolean dropsEldest() throws IOException {
    Iterator<Groups> oldestFirst = known.values().iterator();
    Groups eldest = oldestFirst.next();
    if (eldest.isOut() || turn - eldest.turn() <= (long) ROUNDS * known.size()) {
      return false;
    }
    oldestFirst.remove();
    close(eldest);
    return true;
  }

  private void close(Groups groups) throws IOException {
    files -= groups.openFiles();
    groups.shut();
  }

  /** Closes the files of all instances but these. */
  void retain(Set<InstanceId> instances) throws IOException {
    Iterator<Groups> all = known.values().iterator();
    while (all.hasNext()) {
      Groups groups = all.next();
      if (!groups.isOut() && !instances.contains(groups.instance())) {
        all.remove();
        close(groups);
      }
    }
  }

  /** Closes all files; those that are asked for later are opened again. */
  @Override
  public void close() throws IOException {
    retain(Set.of());
  }
}
