package io.foreshape.testkit;

import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The plainest shaper that keeps every rule, and its own conformance test. */
class ReferenceShaper implements Shaper, ShaperContract {

  final FakePlatform platform = new FakePlatform();
  final Map<InstanceId, Shape> originals = new HashMap<>();

  @Override
  public Shaper subject() {
    return this;
  }

  @Override
  public Map<InstanceId, Shape> targets() {
    return Map.of(FakePlatform.A, FakePlatform.TARGET, FakePlatform.B, FakePlatform.TARGET);
  }

  @Override
  public Map<InstanceId, Shape> current(Collection<InstanceId> instances) {
    Map<InstanceId, Shape> shapes = new HashMap<>(platform.shapes);
    shapes.keySet().retainAll(instances);
    return shapes;
  }

  @Override
  public ShapingReport apply(ShapePlan plan, Instant now) {
    List<ShapingResult> results = new ArrayList<>();
    for (PlannedShape planned : plan.shapes()) {
      ShapingResult result = result(planned);
      if (result.outcome() == ShapingOutcome.APPLIED) {
        remember(planned.instance());
        platform.set(planned.instance(), result.changes());
      }
      results.add(result);
    }
    return new ShapingReport(now, results);
  }

  void remember(InstanceId instance) {
    originals.putIfAbsent(instance, platform.shapes.getOrDefault(instance, Shape.untouched()));
  }

  @Override
  public ShapingReport preview(ShapePlan plan, Instant now) {
    return new ShapingReport(now, plan.shapes().stream().map(this::result).toList());
  }

  final ShapingResult result(PlannedShape planned) {
    InstanceId instance = planned.instance();
    Shape before = platform.shapes.get(instance);
    if (before == null) {
      return new ShapingResult(instance, ShapingOutcome.GONE, List.of(), "no such instance");
    }
    List<ShapeChange<?>> changes = before.diff(planned.shape());
    if (changes.isEmpty()) {
      return new ShapingResult(instance, ShapingOutcome.UNCHANGED, changes, "");
    }
    return platform.capabilities().containsAll(planned.shape().dimensions())
        ? new ShapingResult(instance, ShapingOutcome.APPLIED, changes, "")
        : new ShapingResult(instance, ShapingOutcome.REJECTED, changes, "no such dimension");
  }

  @Override
  public ShapingReport restore(Instant now) {
    platform.shapes.putAll(originals);
    List<ShapingResult> results =
        originals.keySet().stream()
            .map(id -> new ShapingResult(id, ShapingOutcome.APPLIED, List.of(), ""))
            .toList();
    originals.clear();
    return new ShapingReport(now, results);
  }
}
