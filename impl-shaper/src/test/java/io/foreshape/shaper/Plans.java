package io.foreshape.shaper;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.workload.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Plans for tests. */
final class Plans {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final HostId HOST = new HostId("host");

  private Plans() {}

  static ShapePlan plan(List<PlannedShape> shapes) {
    return plan(shapes, List.of());
  }

  static ShapePlan plan(List<PlannedShape> shapes, List<Headroom> headroom) {
    Certificate certificate =
        new Certificate(Certificate.Status.FEASIBLE, 1, 0, "test", 1, Duration.ZERO);
    return new ShapePlan(NOW, shapes, certificate, List.of(), List.of(), headroom);
  }

  static ShapePlan plan(PlannedShape... shapes) {
    return plan(List.of(shapes));
  }

  static PlannedShape planned(InstanceId instance, Shape shape) {
    return new PlannedShape(instance, HOST, shape, List.of());
  }

  static ShapingResult only(ShapingReport report) {
    if (report.results().size() != 1) {
      throw new AssertionError("Not one result: " + report);
    }
    return report.results().get(0);
  }

  static ShapingResult of(ShapingReport report, InstanceId instance) {
    return report.results().stream()
        .filter(result -> result.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }
}
