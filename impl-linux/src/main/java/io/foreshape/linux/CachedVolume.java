package io.foreshape.linux;

import static io.foreshape.linux.CacheState.PASSTHROUGH;
import static io.foreshape.linux.CacheState.WRITEBACK;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A volume that is cached, more or less or not at all, while it is in use. All that is known of it
 * is in the kernel. What the cache alone has goes to the slow device before a cache is taken away,
 * made smaller or put out of the way; before it is all there, nothing is taken.
 *
 * @param mapper the mapped devices
 * @param fast what caches are cut out of
 * @param name the volume, a mapped device
 * @param patience how long to wait for the slow device to have all
 */
record CachedVolume(DeviceMapper mapper, FastDevice fast, String name, Duration patience) {

  private static final Logger LOG = LoggerFactory.getLogger(CachedVolume.class);

  /** A volume's own table is copied, so it must be one that dmsetup tells all of. */
  private static final Set<String> PLAIN = Set.of("linear", "striped");

  /** Metadata that begins with zeros is made anew. */
  private static final int SUPERBLOCK_BYTES = 4_096;

  /** Tells from how it is cached how it is to be. */
  @FunctionalInterface
  interface Change {
    CacheState of(CacheState before) throws RefusedException;
  }

  private VolumeTables look() throws IOException {
    SortedMap<String, List<String>> tables = mapper.tables();
    return new VolumeTables(name, tables, mapper.numbers());
  }

  /** How it is cached; empty if there is no volume, the cache isn't ours, or it is in between. */
  Optional<CacheState> read() throws IOException {
    VolumeTables now = look();
    return now.exists() && now.isOurs() && !now.isBetween()
        ? Optional.of(now.state())
        : Optional.empty();
  }

  /** Changes how it is cached. */
  void change(Change change) throws IOException {
    VolumeTables now = look();
    if (!now.exists()) {
      throw new IOException("there is no mapped device " + name);
    }
    if (!now.isOurs()) {
      throw new IOException("volume " + name + " has a cache of somebody else's");
    }
    CacheState before = now.state();
    CacheState wanted = change.of(before);
    VolumeTables tidy = tidy(now);
    mark(tidy, wanted);
    try {
      become(tidy, wanted);
    } catch (IOException e) {
      settle(before, e);
      throw e;
    }
  }

  /** Leaves nothing behind of a change that failed. */
  private void settle(CacheState before, IOException failure) {
    try {
      mark(tidy(look()), before);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Removes what is left over. */
  private VolumeTables tidy(VolumeTables now) throws IOException {
    List<String> leftovers = now.leftovers();
    if (leftovers.isEmpty()) {
      return now;
    }
    mapper.clear(name); // a table that was loaded and not switched to may use them
    mapper.remove(leftovers);
    SortedMap<String, List<String>> tables = new TreeMap<>(now.tables());
    tables.keySet().removeAll(leftovers);
    return new VolumeTables(name, tables, now.numbers());
  }

  /** Removes what is not used any more. If that fails, the next change does it. */
  private void drop(List<String> devices) {
    try {
      mapper.remove(devices);
    } catch (IOException e) {
      LOG.warn("{} can't be removed yet", devices, e);
    }
  }

  /** Keeps how it is to be cached where it stays while it is not. */
  private void mark(VolumeTables now, CacheState wanted) throws IOException {
    String marker = now.marker().orElse("");
    String other = wanted.isStandardKind() ? "" : now.kind(wanted);
    if (marker.equals(other)) {
      return;
    }
    if (marker.isEmpty()) {
      mapper.createEmpty(other);
    } else if (other.isEmpty()) {
      mapper.remove(List.of(marker));
    } else {
      mapper.rename(marker, other);
    }
  }

  private void become(VolumeTables now, CacheState wanted) throws IOException {
    CacheTable cache = now.cache().orElse(null);
    if (cache == null) {
      if (wanted.extents() > 0) {
        begin(now, wanted);
      }
    } else if (wanted.extents() == 0) {
      end(now, cache);
    } else if (now.isBetween() || !wanted.equals(now.state())) {
      adapt(now, cache, wanted);
    }
  }

  private void begin(VolumeTables now, CacheState wanted) throws IOException {
    List<String> plain = now.lines(name);
    for (String line : plain) {
      if (!PLAIN.contains(line.split(" ", -1)[2])) {
        throw new RefusedException("volume " + name + " is neither linear nor striped: " + line);
      }
    }
    SortedMap<String, List<String>> tables = new TreeMap<>(now.tables());
    List<String> meta = fast.table(fast.allot(tables.values(), fast.metaExtents()));
    tables.put(now.meta(), meta);
    List<String> data = fast.table(fast.allot(tables.values(), (int) wanted.extents()));
    String metaNumbers = mapper.create(now.meta(), meta);
    mapper.wipe(metaNumbers, SUPERBLOCK_BYTES);
    CacheTable cache =
        new CacheTable(
            plain.stream().mapToLong(CachedVolume::length).sum(),
            metaNumbers,
            mapper.create(now.data(wanted.extents()), data),
            mapper.create(now.origin(), plain),
            fast.blockSectors(),
            wanted.mode(),
            wanted.policy());
    try {
      mapper.replace(name, plain, List.of(cache.line()));
    } catch (IOException e) {
      mapper.requireTarget(CacheTable.TARGET);
      throw e;
    }
  }

  private static long length(String line) {
    return Numbers.unsigned(line.split(" ", -1)[1]).orElse(0);
  }

  private void end(VolumeTables now, CacheTable cache) throws IOException {
    drain().drained(cache);
    mapper.replace(name, List.of(cache.line()), now.lines(now.origin()));
    drop(List.of(now.data(now.extents().orElseThrow()), now.meta(), now.origin()));
  }

  private CacheDrain drain() {
    return new CacheDrain(mapper, name, patience);
  }

  /** Another size, mode or policy of a cache that is there, and goes on having what it has. */
  private void adapt(VolumeTables now, CacheTable cache, CacheState wanted) throws IOException {
    long extents = now.extents().orElseThrow();
    boolean isResized = wanted.extents() != extents;
    String data = isResized ? resized(now, wanted, extents) : cache.data();
    boolean mustBeClean = wanted.extents() < extents || !wanted.mode().equals(WRITEBACK);
    CacheTable from = mustBeClean ? drain().drained(cache) : cache;
    if (wanted.mode().equals(PASSTHROUGH)) {
      // On the way from one table to the next the kernel writes down that all is clean.
      mapper.replace(name, List.of(cache.line()), List.of(from.line()));
    }
    CacheTable to = from.with(data, wanted.mode(), wanted.policy());
    mapper.replace(name, List.of(cache.line()), List.of(to.line()));
    if (isResized) {
      drop(List.of(now.data(extents)));
    }
  }

  /** Makes the device that is to have the data, out of the same extents as far as they go. */
  private String resized(VolumeTables now, CacheState wanted, long extents) throws IOException {
    List<FastDevice.Segment> has = fast.segments(now.lines(now.data(extents)));
    if (FastDevice.count(has) != extents) {
      throw new IOException("the cache of " + name + " is not all on " + fast.numbers());
    }
    int more = (int) (wanted.extents() - extents);
    List<FastDevice.Segment> all = new ArrayList<>(FastDevice.first(has, (int) wanted.extents()));
    if (more > 0) {
      all.addAll(fast.allot(now.tables().values(), more));
    }
    return mapper.create(now.data(wanted.extents()), fast.table(all));
  }
}
