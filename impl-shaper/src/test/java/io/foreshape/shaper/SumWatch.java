package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.util.ArrayList;
import java.util.List;

/** Watches, by adding everything up anew at each write, that no host's limits rise too far. */
final class SumWatch {

  /** Amounts are at most 7.2 and six in number; so rounding is far below this. */
  private static final double TOLERANCE = 1e-9 * 100;

  private static final List<Dimension<Limit>> SUMMED =
      List.of(Dimension.CPU_QUOTA, Dimension.MEMORY_HARD, Dimension.NETWORK_EGRESS);

  private final SimulatedPlatform platform;
  private final List<String> violations = new ArrayList<>();
  private final List<Sum> sums = new ArrayList<>();

  private record Sum(
      HostId host, Dimension<Limit> dimension, List<PlannedShape> members, double most) {}

  SumWatch(SimulatedPlatform platform) {
    this.platform = platform;
  }

  void begin(ShapePlan plan) {
    sums.clear();
    for (HostId host : plan.shapes().stream().map(PlannedShape::host).distinct().toList()) {
      List<PlannedShape> members =
          plan.shapes().stream()
              .filter(each -> each.host().equals(host))
              .filter(each -> platform.read(each.instance()).isPresent())
              .toList();
      for (Dimension<Limit> dimension : SUMMED) {
        double before = now(members, dimension);
        double planned = members.stream().mapToDouble(each -> planned(each, dimension)).sum();
        sums.add(new Sum(host, dimension, members, Math.max(before, planned)));
      }
    }
  }

  void look() {
    for (Sum sum : sums) {
      double now = now(sum.members, sum.dimension);
      if (now > sum.most + TOLERANCE) {
        violations.add(sum.dimension + " on " + sum.host + ": " + now + " > " + sum.most);
      }
    }
  }

  List<String> violations() {
    return violations;
  }

  private double now(List<PlannedShape> members, Dimension<Limit> dimension) {
    return members.stream()
        .flatMap(each -> platform.read(each.instance()).stream())
        .mapToDouble(shape -> amount(shape, dimension))
        .sum();
  }

  private double planned(PlannedShape each, Dimension<Limit> dimension) {
    Shape now = platform.read(each.instance()).orElseThrow();
    return amount(each.shape().get(dimension).isPresent() ? each.shape() : now, dimension);
  }

  private static double amount(Shape shape, Dimension<Limit> dimension) {
    return shape.get(dimension).map(Limit::orInfinity).orElse(Double.POSITIVE_INFINITY);
  }
}
