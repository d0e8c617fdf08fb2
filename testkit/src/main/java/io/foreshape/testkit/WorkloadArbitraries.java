package io.foreshape.testkit;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Phase;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary workload keys, instances and usage samples. */
public final class WorkloadArbitraries {

  private WorkloadArbitraries() {}

  /**
   * Names of instances, hostile ones among them: path steps, shell words, other scripts.
   *
   * @return instance ids
   */
  public static Arbitrary<InstanceId> instanceIds() {
    return Arbitraries.oneOf(
            Arbitraries.strings().alpha().numeric().withChars('-', '.').ofMinLength(1),
            Arbitraries.of("../../etc", "a b;reboot", "$(id)", "/", "%2e%2e", "ü-ß-ø", "-rf"))
        .map(InstanceId::new);
  }

  /**
   * Keys of which any part may be unknown.
   *
   * @return workload keys
   */
  public static Arbitrary<WorkloadKey> keys() {
    return Combinators.combine(
            part("shop", "search", "batch").injectNull(0.3),
            part("m5.large", "c6g.xlarge").injectNull(0.3),
            part("eu-west", "us-east").injectNull(0.3),
            Arbitraries.maps(part("tier", "heap", "shard"), part("a", "b", "4g")).ofMaxSize(3))
        .as(
            (application, type, region, configuration) ->
                new WorkloadKey(application, type, region, new TreeMap<>(configuration)));
  }

  /**
   * Instances with floors, ceilings, any phase, priority and CPU policy.
   *
   * @return instances
   */
  public static Arbitrary<Instance> instances() {
    Arbitrary<ResourceVector> vectors = ResourceArbitraries.vectors();
    return Combinators.combine(
            instanceIds(),
            keys(),
            HostArbitraries.hostIds(),
            Arbitraries.of(Phase.values()),
            Arbitraries.integers(),
            vectors,
            vectors,
            Arbitraries.of(CpuPolicy.values()))
        .as(
            (id, key, host, phase, priority, floor, room, policy) ->
                new Instance(id, key, host, phase, priority, floor, above(floor, room), policy));
  }

  /**
   * An instance of a given host.
   *
   * @param host the host
   * @return instances that are on it
   */
  public static Arbitrary<Instance> instancesOn(HostId host) {
    return instances()
        .map(
            any ->
                new Instance(
                    any.id(),
                    any.workload(),
                    host,
                    any.phase(),
                    any.priority(),
                    any.floor(),
                    any.ceiling(),
                    any.cpuPolicy()));
  }

  /**
   * Signs of being held back, most often none.
   *
   * @return pressures
   */
  public static Arbitrary<Pressure> pressures() {
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 1).ofScale(4);
    Arbitrary<Long> count = Arbitraries.longs().between(0, 1_000_000_000_000L);
    Arbitrary<SortedSet<Resource>> atLimit =
        ResourceArbitraries.resources().set().ofMaxSize(2).map(TreeSet::new);
    Arbitrary<Pressure> any =
        Combinators.combine(share, share, share, share, count, count, share, atLimit)
            .as(
                (cpu, some, full, io, kills, refaults, queue, limits) ->
                    new Pressure(
                        cpu, some, some, full, io, full, kills, refaults, queue * 1e3, limits));
    return Arbitraries.oneOf(Arbitraries.just(Pressure.none()), any);
  }

  /**
   * Samples of some resources, within a year and of one second to one hour.
   *
   * @return samples with mean and peak
   */
  public static Arbitrary<UsageSample> samples() {
    return Combinators.combine(
            instanceIds(),
            Arbitraries.longs().between(1_700_000_000L, 1_731_536_000L),
            Arbitraries.longs().between(1, 3_600),
            ResourceArbitraries.vectors(),
            Arbitraries.doubles().between(1, 10).ofScale(3),
            pressures())
        .as(
            (instance, end, seconds, mean, peakFactor, pressure) ->
                new UsageSample(
                    instance,
                    Instant.ofEpochSecond(end),
                    Duration.ofSeconds(seconds),
                    mean,
                    mean.times(peakFactor),
                    pressure));
  }

  private static Arbitrary<String> part(String... values) {
    return Arbitraries.of(values);
  }

  private static ResourceVector above(ResourceVector floor, ResourceVector room) {
    ResourceVector ceiling = ResourceVector.empty();
    for (Resource resource : room.resources()) {
      double least = floor.getOrDefault(resource, 0);
      ceiling = ceiling.with(resource, least + room.get(resource));
    }
    return ceiling;
  }
}
