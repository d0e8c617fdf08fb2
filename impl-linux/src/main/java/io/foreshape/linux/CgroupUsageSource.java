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
import java.util.Optional;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usage of the cgroups of one scope: CPU time and throttling, memory, disk, pressure, and of
 * those with a network device of their own what went through it. Memory is as it is when it is
 * read, and mean and peak are the same: the kernel does not tell an interval's.
 *
 * <p>Not thread-safe.
 */
final class CgroupUsageSource implements UsageSource {

  private static final Logger LOG = LoggerFactory.getLogger(CgroupUsageSource.class);

  private final CgroupLayout layout;
  private final HostId host;
  private final InstanceDevices devices;
  private final Optional<Program> tc = Program.find("tc");
  private final Map<InstanceId, InstanceCounters> counters = new HashMap<>();
  private final Counters read = new Counters();

  /**
   * A source that owns a layout.
   *
   * @param devices the network devices of instances that have one of their own
   */
  CgroupUsageSource(CgroupLayout layout, HostId host, InstanceDevices devices) {
    this.layout = layout;
    this.host = host;
    this.devices = devices;
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
    Map<String, Double> rates = rates();
    List<UsageSample> samples = new ArrayList<>(ids.size());
    for (InstanceId id : ids) {
      try (Groups groups = layout.groups(id)) {
        if (groups.exist()) {
          read.read(groups, layout);
          devices.of(id).ifPresent(read::read);
          Limits limits = new Limits(groups, layout.isV2(), devices.caps(id, rates));
          counters
              .computeIfAbsent(id, any -> new InstanceCounters())
              .next(id, now, read, limits)
              .ifPresent(samples::add);
        }
      } catch (IOException e) {
        LOG.debug("Cgroup {} can't be read; it may just have gone", id, e);
      }
    }
    return samples;
  }

  private void refresh(SortedSet<InstanceId> ids) {
    counters.keySet().retainAll(ids);
    try {
      layout.refresh(ids);
    } catch (IOException e) {
      throw new UncheckedIOException("Cgroup (" + layout.place() + ") can't be read", e);
    }
  }

  /** What network devices are held to, of all at once; nothing where that can't be told. */
  private Map<String, Double> rates() {
    try {
      return tc.isEmpty() || devices.all().isEmpty() ? Map.of() : TokenBucket.all(tc.get());
    } catch (IOException e) {
      LOG.debug("The queues of network devices can't be read", e);
      return Map.of();
    }
  }

  @Override
  public void close() {
    layout.close();
  }
}
