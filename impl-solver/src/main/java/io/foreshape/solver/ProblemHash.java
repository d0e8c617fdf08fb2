package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.StorageTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number that tells problems apart: of all that decides amounts and costs, but neither of when
 * that is nor of words. It is the same on every machine, in whatever order hosts, instances and
 * limits stand. Of a black box it knows who has one.
 *
 * <p>Chains the finalizer of SplitMix64 (Steele, Lea and Flood 2014), which loses nothing: two
 * problems have the same hash by chance alone, once in 2^64. No protection against somebody who
 * looks for such two.
 */
final class ProblemHash {

  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long state;

  private ProblemHash() {}

  /** The hash of a request whose instances are those of an intake. */
  static long of(AllocationRequest request, Intake intake) {
    ProblemHash hash = new ProblemHash();
    hash.add(request.costs());
    hash.addUnordered(request.hosts(), ProblemHash::of);
    hash.addUnordered(request.sharedLimits(), ProblemHash::of);
    hash.addUnordered(request.blackBoxes().keySet(), ProblemHash::of);
    long instances = 0;
    for (int i = 0; i < intake.instances(); i++) {
      instances += mixed(intake.instance(i).hash());
    }
    hash.add(intake.instances());
    hash.add(instances);
    return hash.state;
  }

  /** The hash of what a request says of an instance; null where it says nothing. */
  static long of(
      Instance instance,
      @Nullable DemandProfile profile,
      @Nullable DemandProfile later,
      @Nullable Shape current,
      @Nullable MissCurve misses) {
    ProblemHash hash = new ProblemHash();
    hash.add(instance.id().value());
    hash.add(instance.host().value());
    hash.add(instance.priority());
    hash.add(instance.floor());
    hash.add(instance.ceiling());
    hash.add(instance.cpuPolicy().name());
    hash.add(profile);
    hash.add(later);
    hash.add(current);
    hash.add(misses);
    return hash.state;
  }

  private static long of(InstanceId id) {
    return of(id.value());
  }

  private static long of(HostId id) {
    return of(id.value());
  }

  private static long of(String text) {
    ProblemHash hash = new ProblemHash();
    hash.add(text);
    return hash.state;
  }

  private static long of(Host host) {
    ProblemHash hash = new ProblemHash();
    hash.add(host.id().value());
    hash.add(host.capacity());
    hash.add(host.reserved());
    hash.add(host.cpus().size());
    for (LogicalCpu cpu : host.cpus()) {
      hash.add(cpu.cpu());
      hash.add(cpu.core());
      hash.add(cpu.lastLevelCache());
      hash.add(cpu.numaNode());
      hash.add(cpu.socket());
    }
    hash.add(host.memoryTiers().size());
    for (MemoryTier tier : host.memoryTiers()) {
      hash.add(tier.id());
      hash.add(tier.kind().name());
      hash.add(tier.bytes());
    }
    hash.add(host.storageTiers().size());
    for (StorageTier tier : host.storageTiers()) {
      hash.add(tier.id());
      hash.add(tier.kind().name());
      hash.add(tier.bytes());
    }
    return hash.state;
  }

  private static long of(SharedLimit limit) {
    ProblemHash hash = new ProblemHash();
    hash.add(limit.name());
    hash.add(limit.limit());
    hash.addAmounts(limit.usePerUnit());
    hash.addUnordered(limit.hosts(), ProblemHash::of);
    return hash.state;
  }

  private void add(CostModel costs) {
    addAmounts(costs.pricePerUnitHour());
    addAmounts(costs.penaltyPerUnitHour());
    addAmounts(costs.violationPenaltyPerHour());
    addAmounts(costs.changePricePerUnit());
    addAmounts(costs.changeFee());
    add(costs.tierPricePerByteHour().size());
    costs
        .tierPricePerByteHour()
        .forEach(
            (tier, price) -> {
              add(tier);
              add(price);
            });
    add(costs.penaltyFactorByPriority().size());
    costs
        .penaltyFactorByPriority()
        .forEach(
            (priority, factor) -> {
              add(priority);
              add(factor);
            });
    add(costs.isPriorityStrict() ? 1 : 0);
  }

  private void addAmounts(SortedMap<Resource, Double> amounts) {
    add(amounts.size());
    amounts.forEach(
        (resource, amount) -> {
          addName(resource.id());
          add(amount);
        });
  }

  private void add(ResourceVector amounts) {
    add(amounts.resources().size());
    for (Resource resource : amounts.resources()) {
      addName(resource.id());
      add(amounts.get(resource));
    }
  }

  private void add(@Nullable DemandProfile profile) {
    add(profile == null ? -1 : profile.quantiles().size());
    if (profile != null) {
      for (Map.Entry<Resource, QuantileMatrix> each : profile.quantiles().entrySet()) {
        addName(each.getKey().id());
        add(each.getValue());
      }
    }
  }

  private void add(QuantileMatrix matrix) {
    QuantileLevels levels = matrix.levels();
    int count = levels.count();
    add(matrix.steps());
    // Nearly all profiles have the standard ones.
    int told = levels.equals(QuantileLevels.standard()) ? 0 : count;
    add(told);
    for (int i = 0; i < told; i++) {
      add(levels.level(i));
    }
    for (int step = 0; step < matrix.steps(); step++) {
      for (int i = 0; i < count; i++) {
        add(matrix.value(step, i));
      }
    }
  }

  private void add(@Nullable Shape shape) {
    SortedSet<Dimension<?>> dimensions =
        shape == null ? Collections.emptySortedSet() : shape.dimensions();
    add(shape == null ? -1 : dimensions.size());
    if (shape != null) {
      for (Dimension<?> dimension : dimensions) {
        Object value = shape.get(dimension).orElseThrow();
        addName(dimension.id());
        if (value instanceof Limit limit) {
          add(limit.orInfinity());
        } else {
          add(value.toString());
        }
      }
    }
  }

  private void add(@Nullable MissCurve misses) {
    add(misses == null ? -1 : misses.missesPerSecond().size());
    if (misses != null) {
      misses
          .missesPerSecond()
          .forEach(
              (bytes, rate) -> {
                add(bytes);
                add(rate);
              });
    }
  }

  private <T> void addUnordered(Collection<T> parts, ToLongFunction<T> hash) {
    long sum = 0;
    for (T part : parts) {
      sum += mixed(hash.applyAsLong(part));
    }
    add(parts.size());
    add(sum);
  }

  /** Of resources and dimensions, which are few: strings know this hash of theirs. */
  private void addName(String name) {
    add(name.hashCode());
  }

  private void add(String text) {
    add(text.length());
    for (int i = 0; i < text.length(); i++) {
      add(text.charAt(i));
    }
  }

  private void add(double value) {
    // -0.0 becomes 0.0.
    add(Double.doubleToLongBits(value + 0.0));
  }

  private void add(long value) {
    state = mixed((state + GOLDEN) ^ value);
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
