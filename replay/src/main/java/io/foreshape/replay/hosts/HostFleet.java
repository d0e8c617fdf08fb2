package io.foreshape.replay.hosts;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.replay.trace.TraceResource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The instances on their hosts, and who comes before whom.
 *
 * <p>Immutable and thread-safe.
 */
final class HostFleet {

  private final HostTrace trace;
  private final int[] host;

  /** Per host, the columns of its instances. */
  private final int[][] members;

  private final List<HostId> hostIds;
  private final List<Instance> instances = new ArrayList<>();
  private final Map<InstanceId, Integer> columns = new HashMap<>();

  HostFleet(HostTrace trace, int hosts) {
    this.trace = trace;
    this.host = Packing.balance(trace.ceilings(), hosts);
    this.members = new int[hosts][];
    Arrays.setAll(members, this::onHost);
    this.hostIds = IntStream.range(0, hosts).mapToObj(h -> new HostId("host-" + h)).toList();
    for (int i = 0; i < trace.instances(); i++) {
      // A trace's own names may be longer than a name may be.
      InstanceId id = new InstanceId("instance-" + i);
      columns.put(id, i);
      instances.add(
          Instance.serving(id, WorkloadKey.all(), hostIds.get(host[i]))
              .withBounds(ResourceVector.empty(), ceiling(i))
              .withPriority(Urgency.of(i).priority()));
    }
  }

  private ResourceVector ceiling(int instance) {
    Map<Resource, Double> amounts = new TreeMap<>();
    for (int r = 0; r < trace.resources().size(); r++) {
      amounts.put(resource(r), trace.ceilings()[r][instance]);
    }
    return ResourceVector.of(amounts);
  }

  HostTrace trace() {
    return trace;
  }

  int hosts() {
    return hostIds.size();
  }

  /** The columns of a host's instances, in the order of the trace; not to be changed. */
  int[] members(int index) {
    return members[index];
  }

  private int[] onHost(int index) {
    return IntStream.range(0, host.length).filter(i -> host[i] == index).toArray();
  }

  int hostOf(int instance) {
    return host[instance];
  }

  List<TraceResource> resources() {
    return trace.resources();
  }

  Resource resource(int index) {
    return trace.resources().get(index).resource();
  }

  Instance instance(int column) {
    return instances.get(column);
  }

  int column(InstanceId instance) {
    return requireNonNull(columns.get(instance), "an instance of this fleet");
  }

  /** Those that are still there in a step. */
  List<Instance> present(int step) {
    return IntStream.range(0, instances.size())
        .filter(i -> trace.isPresent(i, step))
        .mapToObj(instances::get)
        .toList();
  }

  /** An array with a place per resource and instance. */
  double[][] amounts() {
    return new double[trace.resources().size()][trace.instances()];
  }

  /**
   * The hosts.
   *
   * @param capacities per host and resource; infinite for no limit
   */
  List<Host> hosts(double[][] capacities) {
    List<Host> hosts = new ArrayList<>();
    for (int h = 0; h < capacities.length; h++) {
      Map<Resource, Double> limits = new TreeMap<>();
      for (int r = 0; r < capacities[h].length; r++) {
        if (Double.isFinite(capacities[h][r])) {
          limits.put(resource(r), capacities[h][r]);
        }
      }
      hosts.add(Host.ofCapacity(hostIds.get(h), ResourceVector.of(limits)));
    }
    return hosts;
  }

  Instant startOf(int step) {
    return Instant.ofEpochSecond(trace.startEpochSecond() + (long) step * trace.stepSeconds());
  }

  Duration stepsLong(int steps) {
    return Duration.ofSeconds((long) steps * trace.stepSeconds());
  }
}
