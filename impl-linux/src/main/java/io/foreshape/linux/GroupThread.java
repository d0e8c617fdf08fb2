package io.foreshape.linux;

import java.util.SortedSet;

/**
 * A thread of a group, and the CPUs that it may run on.
 *
 * @param id its number
 * @param name its name, of which each byte is a character
 * @param cpus what it may run on
 * @param offered what its group has
 */
record GroupThread(int id, String name, SortedSet<Integer> cpus, SortedSet<Integer> offered) {

  /** The CPUs that it is pinned to, or {@link ThreadPins#ALL}. */
  SortedSet<Integer> pinnedTo() {
    return cpus.containsAll(offered) ? ThreadPins.ALL : cpus;
  }

  /** Such as {@code thread (worker, 4711)}, whatever its name holds. */
  @Override
  public String toString() {
    return "thread (" + ThreadPins.escaped(name) + ", " + id + ")";
  }
}
