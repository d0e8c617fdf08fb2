package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What certificates tell beside costs: which problem it was, and what was done about it. */
class CertificateProperties {

  /** Of the same things, told in another order and another time, with other objects and words. */
  @Property(tries = 200)
  void hash_isThatOfAllThatDecides(@ForAll long seed) {
    AllocationRequest request = HardRequests.of(seed);
    Random random = new Random(seed);
    List<Host> hosts = new ArrayList<>(request.hosts());
    List<Instance> instances = new ArrayList<>();
    for (Instance each : request.instances()) {
      instances.add(
          Instance.serving(each.id(), WorkloadKey.ofApplication("renamed"), each.host())
              .withPriority(each.priority())
              .withBounds(each.floor(), each.ceiling()));
    }
    List<SharedLimit> limits = new ArrayList<>(request.sharedLimits());
    Collections.shuffle(hosts, random);
    Collections.shuffle(instances, random);
    Collections.shuffle(limits, random);
    Map<InstanceId, DemandProfile> profiles = new HashMap<>();
    request
        .profiles()
        .forEach(
            (id, profile) -> {
              Instant later = profile.grid().start().plusSeconds(300);
              TimeGrid grid = new TimeGrid(later, profile.grid().step(), profile.grid().count());
              profiles.put(id, new DemandProfile(id, grid, profile.quantiles(), "other words"));
            });
    AllocationRequest other =
        new AllocationRequest(
                request.effectiveFrom().plusSeconds(300),
                hosts,
                instances,
                profiles,
                request.current(),
                request.costs())
            .withSharedLimits(limits);

    assertThat(hash(other)).isEqualTo(hash(request)).isNotZero();
  }

  /** Whatever is changed, and however little. */
  @Property(tries = 300)
  void hash_tellsEveryChange(@ForAll long seed, @ForAll @IntRange(max = 15) int kind) {
    AllocationRequest request = HardRequests.of(seed);
    Assume.that(!request.instances().isEmpty());
    AllocationRequest changed = changed(request, kind, new Random(seed));
    Assume.that(!changed.equals(request));

    assertThat(hash(changed)).as("%s: %s", kind, changed).isNotEqualTo(hash(request));
  }

  /** A demand of nothing and a last bit, whose violation would cost without end per unit. */
  @Example
  void leastDemandThatThereIs_isPlannedFor() {
    assertThat(hash(leastDemand(Double.MIN_VALUE))).isNotEqualTo(hash(leastDemand(0)));
  }

  private static AllocationRequest leastDemand(double amount) {
    Instance instance = Scenarios.instance("i0", 0);
    return new AllocationRequest(
        Scenarios.START,
        List.of(Host.ofCapacity(Scenarios.HOST, ResourceVector.of(Resource.CPU, 0))),
        List.of(instance),
        Map.of(
            instance.id(),
            Scenarios.profile(instance.id(), Resource.CPU, Scenarios.step(0, 0, 0, amount))),
        Map.of(),
        CostModel.builder().resource(Resource.CPU, 0.1, 1).violation(Resource.CPU, 4).build());
  }

  /** No two of many that differ have the same. */
  @Example
  void hash_tellsManyApart() {
    Set<Long> hashes = new HashSet<>();
    Set<AllocationRequest> requests = new HashSet<>();
    for (long seed = 0; seed < 2_000; seed++) {
      AllocationRequest request = HardRequests.of(seed);
      requests.add(request);
      hashes.add(hash(request));
    }
    assertThat(hashes).hasSameSizeAs(requests).hasSizeGreaterThan(1_900);
  }

  private static AllocationRequest changed(AllocationRequest request, int kind, Random random) {
    int which = random.nextInt(request.instances().size());
    Instance instance = request.instances().get(which);
    List<Host> hosts = new ArrayList<>(request.hosts());
    List<Instance> instances = new ArrayList<>(request.instances());
    Map<InstanceId, DemandProfile> profiles = new HashMap<>(request.profiles());
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    Map<InstanceId, DemandProfile> later = new HashMap<>();
    Map<InstanceId, MissCurve> curves = new HashMap<>();
    List<SharedLimit> limits = new ArrayList<>(request.sharedLimits());
    CostModel.Builder costs = request.costs().toBuilder();
    switch (kind) {
      case 0 -> instances.remove(which);
      case 1 -> instances.set(which, instance.withPriority(instance.priority() + 1));
      case 2 -> instances.set(which, instance.withBounds(ResourceVector.empty(), up(instance)));
      case 3 -> instances.set(which, instance.withCpuPolicy(CpuPolicy.SHARED));
      case 4 -> profiles.remove(instance.id());
      case 5 -> profiles.computeIfPresent(instance.id(), (id, profile) -> nudged(profile));
      case 6 -> current.remove(instance.id());
      case 7 -> current.put(instance.id(), Scenarios.shape(Resource.CPU, random.nextDouble()));
      case 8 ->
          current.compute(
              instance.id(),
              (id, shape) ->
                  (shape == null ? Shape.untouched() : shape)
                      .with(Dimension.MEMORY_SOFT, Limit.of(0)));
      case 9 -> hosts.add(Host.ofCapacity(new HostId("new"), ResourceVector.empty()));
      case 10 -> {
        Host host = hosts.get(0);
        double cores = host.capacity().getOrDefault(Resource.CPU, 1);
        hosts.set(
            0, Host.ofCapacity(host.id(), host.capacity().with(Resource.CPU, Math.nextUp(cores))));
      }
      case 11 -> costs.resource(Resource.CPU, request.costs().price(Resource.CPU) + 1e-9, 9);
      case 12 -> costs.priority(random.nextInt(5), 4);
      case 13 -> costs.strictPriority();
      case 14 ->
          limits.add(SharedLimit.of("new", 1e3, Resource.CPU, Set.of(request.hosts().get(0).id())));
      default -> curves.put(instance.id(), MissCurve.of(Map.of(0.0, random.nextDouble())));
    }
    return new AllocationRequest(
        request.effectiveFrom(),
        hosts,
        instances,
        profiles,
        current,
        costs.build(),
        limits,
        later,
        curves,
        Map.of());
  }

  private static ResourceVector up(Instance instance) {
    return instance.ceiling().with(Resource.NETWORK_EGRESS, 1);
  }

  /** By one last bit of one quantile. */
  private static DemandProfile nudged(DemandProfile profile) {
    if (profile.quantiles().isEmpty()) {
      return profile;
    }
    Map<Resource, QuantileMatrix> quantiles = new HashMap<>(profile.quantiles());
    Resource resource = profile.quantiles().firstKey();
    QuantileMatrix matrix = profile.quantiles().get(resource);
    int levels = matrix.levels().count();
    double[] values = new double[levels * matrix.steps()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.value(i / levels, i % levels);
    }
    values[values.length - 1] = Math.nextUp(values[values.length - 1]);
    quantiles.put(resource, QuantileMatrix.of(matrix.levels(), matrix.steps(), values));
    return new DemandProfile(
        profile.instance(), profile.grid(), new TreeMap<>(quantiles), profile.basis());
  }

  /** What nobody is short of takes no work, and what is takes some, but not twice. */
  @Property(tries = 100)
  void work_isThatOfSolvers(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      Certificate first = allocator.plan(request).certificate();
      Certificate second = allocator.plan(request).certificate();

      assertThat(first.work() > 0).isEqualTo(!first.solver().equals("presolve"));
      assertThat(second.work()).isZero();
      assertThat(second.problemHash()).isEqualTo(first.problemHash());
      assertThat(first.limitHit()).isFalse();
    }
  }

  /** A limit that is too tight is told of, with what is left to say of the plan. */
  @Property(tries = 100)
  void limits_thatAreHitAreToldOf(@ForAll long seed) {
    AllocationRequest request = Fleets.nested(seed);
    for (SolverProvider solver : List.of(new DualSolverProvider(), new LpSolverProvider())) {
      Certificate ample = certificate(solver, request, 1_000);
      Certificate tight = certificate(solver, request, 1);

      assertThat(ample.limitHit()).isFalse();
      assertThat(tight.work()).isLessThanOrEqualTo(1);
      assertThat(tight.limitHit()).isEqualTo(ample.work() > 1);
    }
  }

  private static Certificate certificate(
      SolverProvider solver, AllocationRequest request, long work) {
    SolverBudget budget = new SolverBudget(Duration.ofMinutes(5), work, 1e-9, 3);
    try (Allocator allocator = Allocators.withSolver(solver, Settings.none(), budget)) {
      return allocator.plan(request).certificate();
    }
  }

  private static long hash(AllocationRequest request) {
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      return allocator.plan(request).certificate().problemHash();
    }
  }
}
