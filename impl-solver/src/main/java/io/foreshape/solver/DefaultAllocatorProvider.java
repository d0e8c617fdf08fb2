package io.foreshape.solver;

import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AllocatorProvider;
import io.foreshape.api.provider.Providers;
import io.foreshape.api.provider.Settings;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import io.foreshape.solver.spi.placement.PlacementSolver;
import io.foreshape.solver.spi.placement.PlacementSolverProvider;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the allocator {@code default}: every instance gets the amount that costs least, and a
 * solver divides what is short.
 *
 * <p>The demand of an instance is the mixture of its profile's steps: that of a random moment of
 * the window. An amount costs its price and the penalty of the demand that is expected to exceed
 * it, per hour. Changing an allocation is paid once; its price is set against one hour, so an
 * allocation changes only if that pays within an hour. Where the request tells what comes later,
 * the cost of an amount has on top what it costs then by having to change, exactly for each
 * instance and resource by itself; fees and later shortages are not looked ahead of. Between
 * amounts that cost the same the current one is taken, so a plan that is in force plans no change.
 * An instance without a profile, or whose profile lacks a resource, keeps what it has of it: its
 * cap, or its floor where it has no cap. Where that alone exceeds a capacity the plan is
 * INFEASIBLE.
 *
 * <p>Floors that exceed a capacity or a shared limit are lowered strictly by priority, and within a
 * priority one instance after the other by id. A shortfall's remedies are told in this order:
 * capacity to ask for, instances to queue, instances that are degraded; each by priority, lowest
 * first, and id.
 *
 * <p>Who wants CPUs of its own ({@link io.foreshape.api.workload.CpuPolicy}) gets a whole number of
 * them, decided by the same prices, and the placement that costs least, moving included; in points:
 * 20 per core that two share, 10 per cache domain and 40 per socket beyond the first, 15 per CPU
 * away from the memory, 5 per CPU and per GiB of memory that moves. Memory is bound to one NUMA
 * node where it fits into an even part of what the host has. Those who share get all CPUs that are
 * nobody's own. A plan in force moves nobody.
 *
 * <p>Where hot memory has a penalty ({@link io.foreshape.api.resource.Resource#MEMORY_HOT}), hosts
 * that tell DRAM and slower memory have both divided, by the prices of their tiers; shapes then say
 * how memory splits. Of an instance whose profile does not tell it, all memory counts as hot. Fees
 * for changing memory, strict priorities, shared limits on memory and a ceiling of hot memory do
 * not go together with that and are refused.
 *
 * <p>Black boxes of a request ({@link io.foreshape.api.plan.BlackBox}) join what their instances
 * bid for on a host, and {@code ga} divides that; its answer is taken only where it costs less than
 * the cheapest division without them and than what everybody has. Of a black box the bound knows
 * nothing but that it is not negative. It does not go together with strict priorities or tiers of
 * memory.
 *
 * <p>It remembers its last plan: where profile, floor, ceiling, current shape, capacity and costs
 * are as they were, nothing is computed or solved again, and the plan is the one that a new
 * allocator would make, to the bit, but for time and work; where there is a black box it asks anew.
 * Hosts that a shared limit joins are solved again together.
 *
 * <p>Settings: {@code solver} (id of the solver for what is short; {@code auto}: of those that take
 * what the shared limits ask of them the preferred one, {@code dual} where limits nest, {@code lp}
 * where they overlap and {@code ga} for black boxes), {@code placement} (id of the solver that
 * finds CPUs for those who want some of their own, {@code local-search}), {@code seed} (of its
 * random choices, 0) and {@code time-limit} (for the solver, per plan, {@code PT10S}).
 *
 * <p>Immutable and thread-safe.
 */
public final class DefaultAllocatorProvider implements AllocatorProvider {

  private static final double GAP = 1e-9;

  /** For {@link ServiceLoader}. */
  public DefaultAllocatorProvider() {}

  @Override
  public String id() {
    return "default";
  }

  @Override
  public Allocator create(Settings settings) {
    return create(settings, null);
  }

  static Allocator create(Settings settings, @Nullable Executor executor) {
    settings.requireKnown(List.of("solver", "placement", "seed", "time-limit"));
    SolverBudget budget =
        new SolverBudget(
            settings.duration("time-limit", Duration.ofSeconds(10)),
            Long.MAX_VALUE,
            GAP,
            settings.wholeNumber("seed", 0, 0));
    Providers<SolverProvider> solvers =
        Providers.of(
            "solver",
            ServiceLoader.load(
                SolverProvider.class, DefaultAllocatorProvider.class.getClassLoader()));
    PlacementSolver placement =
        Providers.of(
                "placement solver",
                ServiceLoader.load(
                    PlacementSolverProvider.class, DefaultAllocatorProvider.class.getClassLoader()))
            .byId(settings.text("placement", "local-search"))
            .create(Settings.none());
    String auto = "auto";
    String id = settings.text("solver", auto);
    return id.equals(auto)
        ? Allocators.withSolvers(
            new SolverChoice(byPreference(solvers), Settings.none()), placement, budget, executor)
        : Allocators.withSolver(solvers.byId(id), Settings.none(), placement, budget, executor);
  }

  private static List<SolverProvider> byPreference(Providers<SolverProvider> solvers) {
    return solvers.ids().stream()
        .map(solvers::byId)
        .sorted(
            Comparator.comparingInt(SolverProvider::priority)
                .reversed()
                .thenComparing(SolverProvider::id))
        .toList();
  }
}
