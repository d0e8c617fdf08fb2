package io.foreshape.linux;

import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.TierSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which share of what a group has lies in which tier of memory. No file of the kernel holds that,
 * and pages do not stay where they are put. So the knob is what was asked for ({@link TierMark});
 * when it is set, and whenever it is looked after, pages are moved until it is so.
 *
 * <p>Who is asked for none any more gets the split back that was measured before the first one, as
 * far as that can be.
 *
 * @param moves what moves pages
 * @param demotion what the kernel does where it is short of memory
 * @param scope the scope's directory
 * @param path the scope's path from the root of all cgroups on
 */
record TierShares(TierMoves moves, Demotion demotion, Path scope, String path)
    implements Knob<TierSplit> {

  static final String TIERS = "tiers";

  private static final Logger LOG = LoggerFactory.getLogger(TierShares.class);
  private static final long HUGE_PAGE_BYTES = 1 << 21;

  /** The kernel counts so many pages per CPU before it tells (MEMCG_CHARGE_BATCH). */
  private static final long BATCH_PAGES = 64;

  /**
   * The knob on this machine, which {@link #obstacle} may say can't be.
   *
   * @param root the root of all files
   */
  static TierShares of(Path root, CgroupLayout layout, long pageBytes) throws IOException {
    Path scope = layout.path();
    String path = "/" + layout.place();
    String cpus = LinuxHost.text(root.resolve("sys/devices/system/cpu/online"));
    long slack = HUGE_PAGE_BYTES + BATCH_PAGES * pageBytes * IdList.parsed(cpus).size();
    return new TierShares(
        new TierMoves(
            root,
            new Damon(root.resolve("sys"), path + "/"),
            new PageOwners(root.resolve("proc/kpagecgroup"), pageBytes),
            MemoryTiers.nodes(root),
            slack),
        new Demotion(root.resolve("sys/kernel/mm/numa/demotion_enabled"), scope),
        scope,
        path);
  }

  @Override
  public Dimension<TierSplit> dimension() {
    return Dimension.MEMORY_TIERS;
  }

  @Override
  public String controller() {
    return "memory";
  }

  @Override
  public String file() {
    return "memory.numa_stat";
  }

  @Override
  public Optional<String> obstacle(Group scopesOwn) throws IOException {
    if (moves.tiers().size() < 2) {
      return Optional.of("can't be divided: all tiers that there are is " + moves.ids());
    }
    for (TierNodes tier : moves.tiers()) {
      for (int node : tier.nodes()) {
        if (Extent.ofNode(moves.root(), node).isEmpty()) {
          return Optional.of(
              "can't be divided: the kernel does not tell the memory of node " + node);
        }
      }
    }
    if (!Files.isReadable(moves.owners().file())) {
      return Optional.of("can't be divided: this process can't read " + moves.owners().file());
    }
    return moves.damon().obstacle().map(why -> "can't be divided: " + why);
  }

  private Path directory(Group group) {
    return scope.resolve(group.name());
  }

  private MemoryGroups members(Group group) throws IOException {
    return MemoryGroups.below(directory(group), path + "/" + group.name());
  }

  @Override
  public Optional<TierSplit> read(Group group) throws IOException {
    return TierMark.of(directory(group)).map(TierMark::wanted);
  }

  @Override
  public void write(Group group, @Nullable TierSplit value) throws IOException {
    TierMark old = TierMark.of(directory(group)).orElse(null);
    if (value == null) {
      if (old != null) {
        spreadIfItCan(group, old.before());
        TierMark.put(directory(group), null);
        demotion.offUnlessNeeded();
      }
      return;
    }
    moves.check(group, value);
    if (!group.isNamed()) {
      throw new IOException("its name leads to another group now, or to none");
    }
    TierSplit before = old == null ? moves.measured(group).split() : old.before();
    // First of all, so that who is killed from here on has asked for it.
    TierMark.put(directory(group), new TierMark(value, before));
    try {
      demotion.on();
      moves.spread(group, members(group), value);
    } catch (IOException e) {
      TierMark.put(directory(group), old);
      spreadIfItCan(group, old == null ? before : old.wanted());
      demotion.offUnlessNeeded();
      throw e;
    }
    LOG.info("Memory of {}: {} asked for, now {}", group.name(), value, moves.measured(group));
  }

  @Override
  public boolean isToBeKept() {
    return true;
  }

  @Override
  public String keep(Group group) throws IOException {
    TierMark mark = TierMark.of(directory(group)).orElse(null);
    if (mark == null) {
      return "";
    }
    String found = "";
    if (!moves.isThere(moves.measured(group), mark.wanted())) {
      found = ", before pages were moved " + moves.measured(group);
      try {
        moves.spread(group, members(group), mark.wanted());
      } catch (IOException e) {
        found += ", but then: " + e.getMessage();
      }
    }
    return dimension() + " measured: " + moves.measured(group) + found;
  }

  private void spreadIfItCan(Group group, TierSplit split) {
    try {
      moves.spread(group, members(group), split);
    } catch (IOException e) {
      LOG.info("Memory of {} is not back in its tiers: {}", group.name(), e.toString());
    }
  }

  @Override
  public TierSplit held(Groups groups, TierSplit value) {
    return value;
  }
}
