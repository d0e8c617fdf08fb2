package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.host.Host;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.spi.SolverBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What an allocator remembers changes no plan, nor does who helps it. */
class IncrementalProperties {

  private static final SolverBudget BUDGET =
      new SolverBudget(Duration.ofMinutes(1), Long.MAX_VALUE, 1e-9, 3);

  @Property(tries = 60)
  void plansInARow_areThoseOfNewAllocators(@ForAll long seed) {
    Random random = new Random(seed);
    AllocationRequest request = random.nextBoolean() ? Fleets.nested(seed) : separate(seed);
    try (DefaultAllocator used = allocator(new Workers(null))) {
      for (int cycle = 0; cycle < 8; cycle++) {
        assertThat(PlanDigest.told(used.plan(request), false))
            .isEqualTo(PlanDigest.told(anew(request), false));
        request = changed(request, random);
      }
    }
  }

  @Property(tries = 10)
  void executor_changesNothing(@ForAll long seed) {
    AllocationRequest request = Fleets.separate(seed, 40, 8);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (DefaultAllocator parallel = allocator(new Workers(threads))) {
      assertThat(parallel.plan(request)).isEqualTo(anew(request));
    } finally {
      threads.shutdown();
    }
  }

  /** What a plan that failed has begun to remember is forgotten. */
  @Property(tries = 30)
  void planAfterAFailure_isThatOfANewAllocator(@ForAll long seed) {
    Random random = new Random(seed);
    AllocationRequest request = separate(seed);
    AllocationRequest next = changed(request, random);
    List<Instance> doubled = new ArrayList<>(next.instances());
    doubled.add(doubled.get(0));
    try (DefaultAllocator used = allocator(new Workers(null))) {
      used.plan(request);
      assertThatThrownBy(() -> used.plan(with(next, next.hosts(), doubled)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(PlanDigest.told(used.plan(next), false))
          .isEqualTo(PlanDigest.told(anew(next), false));
    }
  }

  private static AllocationRequest separate(long seed) {
    return Fleets.separate(seed, 3, 4);
  }

  private static ShapePlan anew(AllocationRequest request) {
    try (DefaultAllocator allocator = allocator(new Workers(null))) {
      return allocator.plan(request);
    }
  }

  /** With a clock that stands still, so that all of two plans can be compared. */
  private static DefaultAllocator allocator(Workers workers) {
    SolverChoice dual = GivenSolver.choice("dual", new DualSolver(() -> 0));
    return new DefaultAllocator(
        new CheckedSolver(dual, BUDGET, () -> 0), Solving.placer(), workers, () -> 0);
  }

  private static AllocationRequest changed(AllocationRequest request, Random random) {
    AllocationRequest other = Fleets.separate(random.nextLong(), 4, 4);
    List<Host> hosts = new ArrayList<>(request.hosts());
    List<Instance> instances = new ArrayList<>(request.instances());
    Map<InstanceId, DemandProfile> profiles = new HashMap<>(request.profiles());
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    CostModel costs = request.costs();
    int which = random.nextInt(instances.size());
    Instance instance = instances.get(which);
    switch (random.nextInt(9)) {
      case 0 -> Collections.shuffle(instances, random);
      case 1 -> instances.remove(which);
      case 2 -> profiles.remove(instance.id());
      case 3 -> current.put(instance.id(), shape(random));
      case 4 -> instances.set(which, instance.withPriority(random.nextInt(3)));
      case 5 -> {
        Host host = hosts.get(0);
        hosts.set(0, Host.ofCapacity(host.id(), cores(random.nextDouble(1, 40))));
      }
      case 6 -> costs = costs.toBuilder().resource(Resource.CPU, 0.2, 1.5).build();
      case 7 -> profiles.putAll(equalCopies(profiles));
      default -> other.profiles().forEach(profiles::put);
    }
    profiles.keySet().retainAll(instances.stream().map(Instance::id).toList());
    return new AllocationRequest(
            request.effectiveFrom(), hosts, instances, profiles, current, costs)
        .withSharedLimits(limits(request, random));
  }

  private static List<SharedLimit> limits(AllocationRequest request, Random random) {
    List<SharedLimit> limits = new ArrayList<>(request.sharedLimits());
    if (!limits.isEmpty() && random.nextInt(4) == 0) {
      SharedLimit old = limits.get(0);
      limits.set(
          0,
          new SharedLimit(
              old.name(), old.limit() * random.nextDouble(2), old.usePerUnit(), old.hosts()));
    }
    return limits;
  }

  private static Map<InstanceId, DemandProfile> equalCopies(
      Map<InstanceId, DemandProfile> profiles) {
    Map<InstanceId, DemandProfile> copies = new HashMap<>();
    profiles.forEach(
        (id, profile) ->
            copies.put(
                id, new DemandProfile(id, profile.grid(), profile.quantiles(), profile.basis())));
    return copies;
  }

  private static Shape shape(Random random) {
    return Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(random.nextDouble(10)));
  }

  private static ResourceVector cores(double cores) {
    return ResourceVector.of(Resource.CPU, cores).with(Resource.MEMORY, cores);
  }

  private static AllocationRequest with(
      AllocationRequest request, List<Host> hosts, List<Instance> instances) {
    return new AllocationRequest(
        request.effectiveFrom(),
        hosts,
        instances,
        request.profiles(),
        request.current(),
        request.costs());
  }
}
