package io.foreshape.replay.hosts;

import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AllocatorProvider;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Lets the default allocator divide, with one solver. */
final class AllocatorDivider implements Divider {

  private final HostFleet fleet;
  private final CostModel costs;
  private final List<Host> hosts;
  private final Allocator allocator;
  private int degraded;

  /**
   * A divider.
   *
   * @param solver the solver's id
   * @param capacities per host and resource; infinite for no limit
   */
  AllocatorDivider(String solver, HostFleet fleet, CostModel costs, double[][] capacities) {
    this.fleet = fleet;
    this.costs = costs;
    this.hosts = fleet.hosts(capacities);
    // Looks where this class comes from: a thread's context need not know the library.
    this.allocator =
        Providers.of(
                "allocator",
                ServiceLoader.load(
                    AllocatorProvider.class, AllocatorDivider.class.getClassLoader()))
            .byId("default")
            .create(Settings.of(Map.of("solver", solver)));
  }

  @Override
  public void divide(Round round, double[][] given) {
    ShapePlan plan =
        allocator.plan(
            new AllocationRequest(
                round.effectiveFrom(),
                hosts,
                round.instances(),
                round.profiles(),
                Map.of(),
                costs));
    if (plan.certificate().status() == Certificate.Status.DEGRADED) {
      degraded++;
    }
    for (int r = 0; r < given.length; r++) {
      Arrays.fill(given[r], 0);
      Dimension<Limit> cap = Dimension.capOf(fleet.resource(r));
      for (PlannedShape planned : plan.shapes()) {
        given[r][fleet.column(planned.instance())] =
            planned.shape().get(cap).map(Limit::orInfinity).orElse(0.0);
      }
    }
  }

  @Override
  public int degraded() {
    return degraded;
  }

  @Override
  public void close() {
    allocator.close();
  }
}
