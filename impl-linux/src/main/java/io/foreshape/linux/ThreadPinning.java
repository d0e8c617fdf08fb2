package io.foreshape.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change of what a group's threads are pinned to, with all that is needed to take it back.
 *
 * <p>Threads are told apart by number, and taskset(1) takes nothing else. So right before a thread
 * is pinned it is looked up in its group, and afterwards again; one that has left meanwhile gets
 * all CPUs of where it is now, as the kernel gives them to whoever comes into a group.
 *
 * <p>Not thread-safe.
 */
final class ThreadPinning {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadPinning.class);

  /** How often those are looked for that have begun meanwhile. */
  private static final int ROUNDS = 3;

  private final Group group;
  private final GroupThreads threads;
  private final Taskset taskset;
  private final String everyCpu;
  private final Duration patience;
  private final long start = System.nanoTime();
  private final Map<Integer, GroupThread> before = new HashMap<>();
  private final Map<Integer, SortedSet<Integer>> told = new HashMap<>();

  /**
   * A change of a group.
   *
   * @param everyCpu the list of all CPUs that there may ever be
   * @param patience how long it may take until it is taken back
   */
  ThreadPinning(
      Group group, GroupThreads threads, Taskset taskset, String everyCpu, Duration patience) {
    this.group = group;
    this.threads = threads;
    this.taskset = taskset;
    this.everyCpu = everyCpu;
    this.patience = patience;
  }

  /** Pins all threads as they are to be, or leaves them as they were. */
  void set(ThreadPins pins) throws IOException {
    try {
      boolean isSettled = false;
      for (int round = 0; round < ROUNDS && !isSettled; round++) {
        isSettled = round(pins, true);
      }
      if (!isSettled) {
        round(pins, false);
      }
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
  }

  /** Looks at all threads, and pins those that are not as they are to be; gives if all were. */
  private boolean round(ThreadPins pins, boolean toPin) throws IOException {
    List<GroupThread> now = threads.of(group);
    letGo(now);
    List<SortedSet<Integer>> wanted = pins.of(now);
    for (int i = 0; i < now.size(); i++) {
      check(now.get(i), wanted.get(i));
    }
    boolean isSettled = true;
    for (int i = 0; i < now.size() && toPin; i++) {
      if (!now.get(i).pinnedTo().equals(wanted.get(i))) {
        isSettled = false;
        pin(now.get(i), wanted.get(i));
      }
    }
    return isSettled;
  }

  private void check(GroupThread thread, SortedSet<Integer> wanted) throws IOException {
    if (!thread.offered().containsAll(wanted)) {
      throw new IOException(
          "of ("
              + ThreadPins.text(wanted)
              + ") only ("
              + ThreadPins.text(thread.offered())
              + ") may be used by the group of "
              + thread);
    }
    if (wanted.equals(told.get(thread.id())) && !thread.pinnedTo().equals(wanted)) {
      throw new IOException(
          thread
              + " was to run on ("
              + ThreadPins.text(wanted)
              + ") and may run on ("
              + ThreadPins.text(thread.cpus())
              + ")");
    }
  }

  private void pin(GroupThread thread, SortedSet<Integer> wanted) throws IOException {
    if (System.nanoTime() - start > patience.toNanos()) {
      throw new IOException(
          "after " + patience + " " + told.size() + " threads are pinned and others are not");
    }
    if (threads.has(group, thread.id())) {
      before.putIfAbsent(thread.id(), thread);
      told.put(thread.id(), wanted);
      taskset.set(thread.id(), list(wanted));
    }
  }

  private String list(SortedSet<Integer> cpus) {
    return cpus.isEmpty() ? everyCpu : ThreadPins.text(cpus);
  }

  /** Sets those free that were pinned and are in the group no more. */
  private void letGo(List<GroupThread> now) throws IOException {
    Set<Integer> gone = new HashSet<>(told.keySet());
    now.forEach(each -> gone.remove(each.id()));
    for (int id : gone) {
      told.remove(id);
      before.remove(id);
      if (!threads.has(group, id) && threads.isAlive(id)) {
        LOG.warn("Thread {} left its group while it was pinned, and gets all CPUs again", id);
        taskset.set(id, everyCpu);
      }
    }
  }

  private void takeBack(IOException failure) {
    try {
      List<GroupThread> now = threads.of(group);
      letGo(now);
      for (GroupThread each : now) {
        GroupThread old = before.get(each.id());
        if (old != null && !old.pinnedTo().equals(each.pinnedTo())) {
          taskset.set(each.id(), list(old.pinnedTo()));
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
