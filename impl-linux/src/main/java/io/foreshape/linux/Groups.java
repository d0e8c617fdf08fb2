package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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

  /** The group in one hierarchy, if there was one when it was looked for. */
  private static final class Place {
    private final String hierarchy;
    private final Scope scope;
    private @Nullable Group group;
    private boolean isLookedAt;

    Place(String hierarchy, Scope scope) {
      this.hierarchy = hierarchy;
      this.scope = scope;
    }
  }

  private final Place[] places;
  private final InstanceId instance;
  private final OpenGroups home;
  private boolean isOut;
  private long turn;

  Groups(SortedMap<String, Scope> scopes, InstanceId instance, OpenGroups home) {
    this.places = new Place[scopes.size()];
    this.instance = instance;
    this.home = home;
    int count = 0;
    for (Map.Entry<String, Scope> each : scopes.entrySet()) {
      places[count++] = new Place(each.getKey(), each.getValue());
    }
  }

  InstanceId instance() {
    return instance;
  }

  /** Begins a look, in a turn of somebody's who looks at many in turn. */
  void begin(long newTurn) {
    isOut = true;
    turn = newTurn;
  }

  /** Whether a look has begun and not ended. */
  boolean isOut() {
    return isOut;
  }

  /** The turn of the last look. */
  long turn() {
    return turn;
  }

  /** Whether there is a group in any hierarchy. */
  boolean exist() throws IOException {
    return first() != null;
  }

  /** The group in the first hierarchy that has one, always in the same order, or null. */
  @Nullable Group first() throws IOException {
    for (Place place : places) {
      Group group = in(place);
      if (group != null) {
        return group;
      }
    }
    return null;
  }

  /** The group in a hierarchy, or null if there is none. */
  @Nullable Group in(String hierarchy) throws IOException {
    for (Place place : places) {
      if (place.hierarchy.equals(hierarchy)) {
        return in(place);
      }
    }
    return null;
  }

  private @Nullable Group in(Place place) throws IOException {
    Group group = place.group;
    if (place.isLookedAt) {
      return group;
    }
    place.isLookedAt = true;
    if (group != null && group.isNamed()) {
      return group;
    }
    place.group = null;
    if (group != null) {
      group.close();
    }
    group = place.scope.group(instance);
    place.group = group;
    return group;
  }

  /** What a file of a hierarchy says, or empty if there is no such group or file. */
  Optional<String> read(String hierarchy, String file) throws IOException {
    Group group = in(hierarchy);
    return group == null ? Optional.empty() : group.read(file);
  }

  /**
   * Reads a file of a hierarchy, as is done again and again ({@link Group#readAgain}); the text is
   * empty if there is no such group or file.
   */
  void read(String hierarchy, String file, KernelText into) throws IOException {
    into.clear();
    Group group = in(hierarchy);
    if (group != null) {
      group.readAgain(file, into);
    }
  }

  /** How many files are open. */
  int openFiles() {
    int count = 0;
    for (Place place : places) {
      count += place.group == null ? 0 : place.group.openFiles();
    }
    return count;
  }

  /** Ends a look: the next one sees for itself whether the groups are still there. */
  void rest() throws IOException {
    isOut = false;
    for (Place place : places) {
      place.isLookedAt = false;
      if (place.group != null) {
        place.group.rest();
      }
    }
  }

  /** Closes all files; the next look opens them again. */
  void shut() throws IOException {
    IOException first = null;
    for (Place place : places) {
      place.isLookedAt = false;
      if (place.group != null) {
        first = Closing.close(place.group, first);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  @Override
  public void close() throws IOException {
    home.takeBack(this);
  }
}
