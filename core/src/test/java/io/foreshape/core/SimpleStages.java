package io.foreshape.core;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Profiler;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The simplest stages that really do their work, for CPU only, to put a loop around. */
final class SimpleStages {

  /** A host program's instances and samples, added by hand. */
  static final class HandFedSource implements UsageSource {

    final List<Instance> instances = new ArrayList<>();
    final List<UsageSample> samples = new ArrayList<>();
    boolean closed;

    @Override
    public List<Instance> instances(Instant now) {
      return List.copyOf(instances);
    }

    @Override
    public List<UsageSample> samples(Instant now) {
      List<UsageSample> fresh = List.copyOf(samples);
      samples.clear();
      return fresh;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Expects the last value again, whatever the level. */
  static final class LastValueProfiler implements Profiler {

    final Map<InstanceId, Double> last = new HashMap<>();
    boolean closed;

    @Override
    public void observe(Instance instance, UsageSample sample) {
      last.put(instance.id(), sample.mean().get(Resource.CPU));
    }

    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      Double value = last.get(instance.id());
      if (value == null) {
        return new DemandProfile(instance.id(), grid, new TreeMap<>(), "nothing");
      }
      double[] quantiles = new double[grid.count()];
      Arrays.fill(quantiles, value);
      return DemandProfile.of(
          instance.id(),
          grid,
          Resource.CPU,
          QuantileMatrix.of(QuantileLevels.of(0.5), grid.count(), quantiles),
          "last value");
    }

    @Override
    public void forget(InstanceId instance) {
      last.remove(instance);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Knows the load of each hour from the start on; a step has its largest, at every level. */
  static final class ClairvoyantProfiler implements Profiler {

    private final Instant start;
    private final double[] loads;

    ClairvoyantProfiler(Instant start, double... loads) {
      this.start = start;
      this.loads = loads;
    }

    /** The largest load from an instant up to another; 0 after the last hour. */
    double most(Instant from, Instant until) {
      double most = 0;
      for (int hour = 0; hour < loads.length; hour++) {
        Instant begin = start.plus(Duration.ofHours(hour));
        if (begin.isBefore(until) && begin.plus(Duration.ofHours(1)).isAfter(from)) {
          most = Math.max(most, loads[hour]);
        }
      }
      return most;
    }

    @Override
    public void observe(Instance instance, UsageSample sample) {
      throw new IllegalStateException("knows everything");
    }

    @Override
    public DemandProfile profile(Instance instance, TimeGrid grid) {
      double[] quantiles = new double[grid.count()];
      Arrays.setAll(quantiles, step -> most(grid.startOf(step), grid.startOf(step + 1)));
      return DemandProfile.of(
          instance.id(),
          grid,
          Resource.CPU,
          QuantileMatrix.of(QuantileLevels.of(0.5), grid.count(), quantiles),
          "all that will be");
    }

    @Override
    public void forget(InstanceId instance) {
      throw new IllegalStateException("forgets nothing");
    }
  }

  /** Gives what is expected at the critical level, within floor and ceiling. */
  static final class QuantileAllocator implements Allocator {

    final List<AllocationRequest> requests = new ArrayList<>();
    boolean isFailing;
    boolean closed;

    @Override
    public ShapePlan plan(AllocationRequest request) {
      if (isFailing) {
        throw new IllegalStateException("no plan today");
      }
      requests.add(request);
      List<PlannedShape> shapes = new ArrayList<>();
      for (Instance instance : request.instances()) {
        DemandProfile profile = request.profiles().get(instance.id());
        if (profile != null) {
          double level = request.costs().criticalLevel(Resource.CPU, instance.priority());
          double wanted = profile.quantiles().get(Resource.CPU).quantile(0, level);
          double most = instance.ceiling().getOrDefault(Resource.CPU, Double.POSITIVE_INFINITY);
          double least = instance.floor().getOrDefault(Resource.CPU, 0);
          double amount = Math.max(least, Math.min(wanted, most));
          Shape shape = Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(amount));
          shapes.add(new PlannedShape(instance.id(), instance.host(), shape, List.of()));
        }
      }
      Certificate certificate =
          new Certificate(Certificate.Status.FEASIBLE, 0, 0, "quantile", 0, Duration.ZERO);
      return new ShapePlan(
          request.effectiveFrom(), shapes, certificate, List.of(), List.of(), List.of());
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Keeps shapes in a map. */
  static final class MapShaper implements Shaper {

    final Map<InstanceId, Shape> shapes = new HashMap<>();
    boolean closed;

    @Override
    public Map<InstanceId, Shape> current(Collection<InstanceId> instances) {
      Map<InstanceId, Shape> current = new HashMap<>(shapes);
      current.keySet().retainAll(instances);
      return current;
    }

    @Override
    public ShapingReport apply(ShapePlan plan, Instant now) {
      ShapingReport report = preview(plan, now);
      for (ShapingResult result : report.results()) {
        shapes.put(result.instance(), currentOf(result.instance()).apply(result.changes()));
      }
      return report;
    }

    @Override
    public ShapingReport preview(ShapePlan plan, Instant now) {
      List<ShapingResult> results = new ArrayList<>();
      for (PlannedShape planned : plan.shapes()) {
        List<ShapeChange<?>> changes = currentOf(planned.instance()).diff(planned.shape());
        ShapingOutcome outcome =
            changes.isEmpty() ? ShapingOutcome.UNCHANGED : ShapingOutcome.APPLIED;
        results.add(new ShapingResult(planned.instance(), outcome, changes, ""));
      }
      return new ShapingReport(now, results);
    }

    @Override
    public ShapingReport restore(Instant now) {
      shapes.clear();
      return new ShapingReport(now, List.of());
    }

    @Override
    public void close() {
      closed = true;
    }

    private Shape currentOf(InstanceId instance) {
      return shapes.getOrDefault(instance, Shape.untouched());
    }
  }

  private SimpleStages() {}
}
