package io.foreshape.linux;

import io.foreshape.api.shape.TierSplit;
import io.foreshape.linux.Damon.Which;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Moves pages of a group until each tier has its share: down those first that were not touched for
 * a while, up those that were.
 *
 * @param root the root of all files
 * @param damon what moves them
 * @param owners where they are
 * @param tiers the tiers, fastest first
 * @param slackBytes what the kernel's numbers may be off by
 */
record TierMoves(
    Path root, Damon damon, PageOwners owners, List<TierNodes> tiers, long slackBytes) {

  private static final long BYTES_PER_KIB = 1_024;
  private static final String NUMA_STAT = "memory.numa_stat";

  /** How far from its share a tier may be: so much of all, or the slack. */
  private static final long TOLERANCE = 50;

  /** A round ends where a node is full; then the kernel drops pages of files for the next one. */
  private static final int MOST_ROUNDS = 100;

  /** How often it is asked which pages are hot before any do. */
  private static final int MOST_LOOKS = 8;

  /** For how long a page must not be touched to be cold where nobody has asked before. */
  private static final long PAUSE_MILLIS = 500;

  /** Where a group's memory is. */
  TierBytes measured(Group group) throws IOException {
    return TierBytes.parsed(group.read(NUMA_STAT).orElse(""), tiers);
  }

  private long toleranceBytes(TierBytes now) {
    return Math.max(now.all() / TOLERANCE, slackBytes);
  }

  /** Whether every tier has its share, as closely as may be asked. */
  boolean isThere(TierBytes now, TierSplit wanted) {
    long most = toleranceBytes(now);
    return tiers.stream().allMatch(tier -> Math.abs(now.excess(tier, wanted)) <= most);
  }

  /**
   * Checks that a group may have a split.
   *
   * @throws RefusedException if a tier is not there, or the group may use none of its nodes
   */
  void check(Group group, TierSplit wanted) throws IOException {
    List<String> unknown = new ArrayList<>(wanted.shares().keySet());
    for (TierNodes tier : tiers) {
      unknown.remove(tier.id());
      double share = wanted.shares().getOrDefault(tier.id(), 0.0);
      if (share > 0 && Collections.disjoint(tier.nodes(), allowed(group))) {
        throw new RefusedException(
            "of tier " + tier.id() + " the group may use none of the nodes " + tier.nodes());
      }
    }
    if (!unknown.isEmpty()) {
      throw new RefusedException("there are no tiers " + unknown + ", but " + ids());
    }
  }

  List<String> ids() {
    return tiers.stream().map(TierNodes::id).toList();
  }

  /** The nodes that a group may use. */
  private Set<Integer> allowed(Group group) throws IOException {
    Optional<String> list = group.read("cpuset.mems.effective");
    Set<Integer> all = new HashSet<>();
    tiers.forEach(tier -> all.addAll(tier.nodes()));
    return list.isPresent() ? IdList.parsed(list.get()) : all;
  }

  /**
   * Moves pages.
   *
   * @param group the group
   * @param members it and those below it
   * @throws IOException if a tier's share is another one after all, and what it is
   */
  void spread(Group group, MemoryGroups members, TierSplit wanted) throws IOException {
    TierBytes now = measured(group);
    long moved = Long.MAX_VALUE;
    for (int i = 0; i < MOST_ROUNDS && moved > 0 && !isThere(now, wanted); i++) {
      if (i > tiers.size() && moved <= slackBytes) {
        break; // what comes free is not worth the way through the node
      }
      moved = move(group, members, now, wanted);
      now = measured(group);
    }
    if (!isThere(now, wanted)) {
      throw new IOException("it has " + now + " where " + wanted + " was asked for");
    }
  }

  /** Moves what the fullest tier has too much to where most is missing. */
  private long move(Group group, MemoryGroups members, TierBytes now, TierSplit wanted)
      throws IOException {
    Comparator<TierNodes> byExcess = Comparator.comparingLong(tier -> now.excess(tier, wanted));
    TierNodes from = Collections.max(tiers, byExcess);
    TierNodes to = Collections.min(tiers, byExcess);
    boolean isDown = tiers.indexOf(from) < tiers.indexOf(to);
    long bytes = Math.min(now.excess(from, wanted), -now.excess(to, wanted));
    long left = bytes;
    List<Integer> targets = new ArrayList<>(to.nodes());
    targets.retainAll(allowed(group));
    for (int source : from.nodes()) {
      for (int target : targets) {
        long most = Math.min(Math.min(left, now.of(source)), freeBytes(target));
        left -= new NodeMove(this, group, members, source, target).run(most, isDown);
      }
    }
    return bytes - left;
  }

  private long freeBytes(int node) throws IOException {
    Path meminfo = root.resolve("sys/devices/system/node/node" + node + "/meminfo");
    return BYTES_PER_KIB * LinuxHost.sizeKib(LinuxHost.text(meminfo), "MemFree:").orElse(0);
  }

  /** Pages of some groups on their way from one node to another. */
  private record NodeMove(
      TierMoves moves, Group group, MemoryGroups members, int source, int target) {

    /** Moves so many bytes if it can, and tells how many it did. */
    long run(long bytes, boolean isDown) throws IOException {
      if (bytes <= 0) {
        return 0;
      }
      long left = bytes - through(bytes, isDown ? Which.COLD : Which.HOT, MOST_LOOKS);
      if (isDown && left > enough(bytes)) {
        pause();
        left -= through(left, Which.COLD, MOST_LOOKS);
      }
      if (left > enough(bytes)) {
        left -= through(left, Which.ANY, Integer.MAX_VALUE);
      }
      return bytes - left;
    }

    /** What is left over by rounding is not gone after. */
    private long enough(long bytes) {
      return Math.min(bytes, moves.slackBytes) / 8;
    }

    private long through(long bytes, Which which, int mostLooks) throws IOException {
      long left = bytes;
      int looks = 0;
      for (Extent extent : Extent.ofNode(moves.root, source)) {
        Extent rest = extent;
        while (left > enough(bytes) && looks++ < mostLooks) {
          Extent next = moves.owners.first(rest, members.inodesAsArray(), left).orElse(null);
          if (next == null) {
            break;
          }
          left -= Math.min(left, move(next, which));
          if (next.end() >= extent.end()) {
            break;
          }
          rest = new Extent(next.end(), extent.end());
        }
      }
      return bytes - left;
    }

    /** What went: as DAMON tells, which may have gone on behind that, or as the kernel counts. */
    private long move(Extent stretch, Which which) throws IOException {
      long before = moves.measured(group).of(source);
      long told = moves.damon.move(members.paths(), stretch, target, which);
      return Math.max(told, before - moves.measured(group).of(source));
    }

    private static void pause() throws IOException {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while pages were to become cold", e);
      }
    }
  }
}
