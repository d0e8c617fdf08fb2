package io.foreshape.linux;

import io.foreshape.api.host.HostId;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import io.foreshape.api.workload.WorkloadKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usage of the cgroups of one scope: CPU time and throttling, memory, disk, pressure, and of
 * those with a network device of their own, or a class of one that they share, what went through
 * it. Memory is as it is when it is read, and mean and peak are the same: the kernel does not tell
 * an interval's.
 *
 * <p>Not thread-safe.
 */
final class CgroupUsageSource implements UsageSource {

  private static final Logger LOG = LoggerFactory.getLogger(CgroupUsageSource.class);

  private final CgroupLayout layout;
  private final HostId host;
  private final NetworkUse network;
  private final Map<InstanceId, InstanceCounters> counters = new HashMap<>();
  private final Counters read = new Counters();
  private final DiskCaps caps = new DiskCaps();
  private final KernelText text = new KernelText();
  private final Samples maker = new Samples();

  /**
   * A source that owns a layout.
   *
   * @param network what there is to tell of their network
   */
  CgroupUsageSource(CgroupLayout layout, HostId host, NetworkUse network) {
    this.layout = layout;
    this.host = host;
    this.network = network;
  }

  @Override
  public List<Instance> instances(Instant now) {
    List<Instance> instances = new ArrayList<>();
    for (InstanceId id : ids()) {
      instances.add(Instance.serving(id, WorkloadKey.all(), host));
    }
    return instances;
  }

  private SortedSet<InstanceId> ids() {
    try {
      return layout.instances();
    } catch (IOException e) {
      throw new UncheckedIOException("Cgroup (" + layout.place() + ") can't be listed", e);
    }
  }

  @Override
  public List<UsageSample> samples(Instant now) {
    SortedSet<InstanceId> ids = ids();
    refresh(ids);
    network.refresh();
    List<UsageSample> samples = new ArrayList<>(ids.size());
    for (InstanceId id : ids) {
      try (Groups groups = layout.groups(id)) {
        UsageSample sample = sample(id, now, groups);
        if (sample != null) {
          samples.add(sample);
        }
      } catch (IOException e) {
        LOG.debug("Cgroup {} can't be read; it may just have gone", id, e);
      }
    }
    return samples;
  }

  private @Nullable UsageSample sample(InstanceId id, Instant now, Groups groups)
      throws IOException {
    if (!groups.exist()) {
      layout.doubt(id);
      return null;
    }
    read.read(groups, layout);
    network.read(id, read);
    Limits limits = new Limits(groups, layout.isV2(), network.caps(id), caps, text);
    InstanceCounters before = counters.computeIfAbsent(id, any -> new InstanceCounters());
    return maker.next(id, now, read, before, limits);
  }

  private void refresh(SortedSet<InstanceId> ids) {
    counters.keySet().retainAll(ids);
    try {
      layout.refresh(ids);
    } catch (IOException e) {
      throw new UncheckedIOException("Cgroup (" + layout.place() + ") can't be read", e);
    }
  }

  @Override
  public void close() {
    layout.close();
  }
}
