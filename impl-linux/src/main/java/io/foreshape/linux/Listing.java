package io.foreshape.linux;

import io.foreshape.api.workload.InstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a scope, listed again and again: names are looked at, and texts made of them,
 * only while they are new. A name that was a group's and becomes a file's or a link's counts as a
 * group's until it is {@link #doubt doubted}.
 *
 * <p>Not thread-safe.
 */
final class Listing {

  /** What Java makes of bytes that are no text. */
  private static final char NO_TEXT = '\uFFFD';

  /** When an instance was last in a listing. */
  private static final class Member {
    private long listed;
    private boolean isDoubtful;
  }

  /** A path of an instance, one in each hierarchy, and when it was last in a listing. */
  private static final class Child {
    private final Member member;
    private long listed;

    Child(Member member) {
      this.member = member;
    }
  }

  private final Map<Path, Child> children = new HashMap<>();
  private final NavigableMap<InstanceId, Member> members = new TreeMap<>();
  private long listing;

  /** Lists the instances that there are in any hierarchy, sorted, until the next listing. */
  SortedSet<InstanceId> of(Collection<Scope> scopes) throws IOException {
    listing++;
    for (Scope scope : scopes) {
      scope.list(this);
    }
    children.values().removeIf(child -> child.listed != listing);
    members.values().removeIf(member -> member.listed != listing);
    return Collections.unmodifiableSortedSet(members.navigableKeySet());
  }

  /** Takes in a name of a scope's; one that can't be an id, or is no group's, is left out. */
  void take(Scope scope, Path path) throws IOException {
    Child child = children.get(path);
    if (child == null || child.member.isDoubtful) {
      child = anew(scope, path);
    }
    if (child != null) {
      child.listed = listing;
      child.member.listed = listing;
    }
  }

  private @Nullable Child anew(Scope scope, Path path) throws IOException {
    Path name = path.getFileName();
    if (name == null || !scope.isDirectory(name) || !isId(name.toString())) {
      children.remove(path);
      return null;
    }
    Member member = members.computeIfAbsent(new InstanceId(name.toString()), any -> new Member());
    member.isDoubtful = false;
    Child child = new Child(member);
    children.put(path, child);
    return child;
  }

  private static boolean isId(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i)) || name.charAt(i) == NO_TEXT) {
        return false;
      }
    }
    return !name.isBlank() && name.length() <= 255;
  }

  /** Has the next listing look anew at an instance that turned out not to be there. */
  void doubt(InstanceId instance) {
    Member member = members.get(instance);
    if (member != null) {
      member.isDoubtful = true;
    }
  }
}
