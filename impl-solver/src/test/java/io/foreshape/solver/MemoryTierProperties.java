package io.foreshape.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.host.Host;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Allocator;
import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.Certificate.Status;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.solver.FloorRelief.Relieved;
import io.foreshape.solver.spi.Evaluation;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What plans promise where hosts have tiers of memory. */
class MemoryTierProperties {

  /** Costs are up to some hundreds. */
  private static final double COST = 1e-7;

  private static final double RELATIVE = 1e-9;

  @Property(tries = 300)
  void noTier_isExceeded(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    for (String solver : List.of("auto", "lp")) {
      ShapePlan plan = plan(request, solver);

      assertThat(plan.certificate().status()).isNotEqualTo(Status.DEGRADED);
      for (Host host : request.hosts()) {
        double all = 0;
        for (MemoryTier tier : host.memoryTiers()) {
          double used = TieredHosts.planned(plan, host.id(), tier.id());
          assertThat(used).isLessThanOrEqualTo(tier.bytes() * (1 + 1e-12));
          all += used;
        }
        assertThat(all).isLessThanOrEqualTo(host.allocatable(Resource.MEMORY) * (1 + 1e-12) + 1e-6);
      }
    }
  }

  @Property(tries = 300)
  void plans_areProvedOptimal(@ForAll long seed) {
    ShapePlan plan = plan(TieredHosts.of(seed));

    assertThat(plan.certificate().status()).isIn(Status.OPTIMAL, Status.INFEASIBLE);
    assertThat(plan.certificate().gap()).isLessThanOrEqualTo(RELATIVE);
    assertThat(plan.certificate().solver()).isIn("dual", "presolve");
  }

  @Property(tries = 200)
  void lp_costsWhatDualCosts(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    for (Group group : Grouping.groups(Scenarios.intake(request), List.of())) {
      Relieved relieved = FloorRelief.relieve(group);
      if (group.isTiered()) {
        ShapingProblem problem = new TierDivision(List.of(relieved)).problem();
        SolverResult lp = Solving.solve(new LpSolver(System::nanoTime), problem);
        assertThat(AnswerCheck.fault(problem, lp)).isEmpty();
        GroupSettlement presolved = TierDivision.presolve(relieved);
        double cost =
            presolved == null
                ? new TierDivision(List.of(relieved)).settle(null, "own").get(0).cost()
                : presolved.cost();
        double least = Evaluation.cost(problem, lp.amounts());
        assertThat(cost).isCloseTo(least, within(RELATIVE * (1 + Math.abs(least))));
      }
    }
  }

  @Property(tries = 300)
  void planOfItsOwnResult_changesNothing(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    ShapePlan plan = plan(request);
    AllocationRequest inForce = TieredHosts.after(request, plan);

    for (PlannedShape again : plan(inForce).shapes()) {
      Shape before = inForce.current().getOrDefault(again.instance(), Shape.untouched());
      assertThat(before.diff(again.shape())).as("%s", again.instance()).isEmpty();
    }
  }

  @Property(tries = 150)
  void order_doesNotMatter(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    List<Host> hosts = new ArrayList<>(request.hosts());
    List<Instance> instances = new ArrayList<>(request.instances());
    Collections.shuffle(hosts, new Random(seed));
    Collections.shuffle(instances, new Random(seed));
    ShapePlan other =
        plan(TieredHosts.with(request, hosts, instances, request.current(), request.costs()));

    assertSame(other, plan(request), 1);
  }

  /** Two divisions that cost the same, of which each order found another. */
  @Example
  void order_doesNotMatterWhereDivisionsTie() {
    order_doesNotMatter(421);
  }

  @Property(tries = 150)
  void unit_doesNotMatter(@ForAll long seed) {
    ShapePlan one = plan(TieredHosts.of(seed));
    ShapePlan other = plan(TieredHosts.of(seed, 1 << 20));

    assertSame(other, one, 1 << 20);
    assertThat(other.certificate().objectivePerHour())
        .isCloseTo(one.certificate().objectivePerHour(), within(COST));
  }

  private static void assertSame(ShapePlan scaled, ShapePlan plain, double factor) {
    Map<InstanceId, Shape> others = new HashMap<>();
    plain.shapes().forEach(each -> others.put(each.instance(), each.shape()));
    for (PlannedShape planned : scaled.shapes()) {
      Shape shape = others.get(planned.instance());
      double cap = shape.get(Dimension.MEMORY_HARD).orElseThrow().orInfinity();
      assertThat(planned.shape().get(Dimension.MEMORY_HARD).orElseThrow().orInfinity() / factor)
          .isCloseTo(cap, within(1e-6 * (1 + cap)));
      shape
          .get(Dimension.MEMORY_TIERS)
          .ifPresent(
              split ->
                  split
                      .shares()
                      .forEach(
                          (tier, share) ->
                              assertThat(
                                      planned
                                          .shape()
                                          .get(Dimension.MEMORY_TIERS)
                                          .orElseThrow()
                                          .shares()
                                          .get(tier))
                                  .isCloseTo(share, within(1e-6))));
    }
  }

  /**
   * The dearer a tier, the less of it is used, and the more the whole costs: exactly where demands
   * are certain, for then costs have the same breakpoints at any price.
   */
  @Property(tries = 150)
  void dearerTier_isUsedLess(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.3) double dearer) {
    AllocationRequest request = TieredHosts.certain(seed);
    ShapePlan plan = plan(request);
    double slowPrice = request.costs().tierPricePerByteHour().get("cxl");
    double fastPrice = request.costs().price(Resource.MEMORY);
    double more = dearer / 1e6;
    ShapePlan slow = plan(dearer(request, Map.of("cxl", Math.min(fastPrice, slowPrice + more))));
    ShapePlan fast =
        plan(dearer(request, Map.of("dram", fastPrice + more, "far", fastPrice + more)));

    assertNotMore(request, slow, plan, List.of("cxl"));
    assertNotMore(request, fast, plan, List.of("dram", "far"));
  }

  private static AllocationRequest dearer(AllocationRequest request, Map<String, Double> prices) {
    CostModel.Builder costs = request.costs().toBuilder();
    prices.forEach(costs::tier);
    return TieredHosts.withCosts(request, costs.build());
  }

  private static void assertNotMore(
      AllocationRequest request, ShapePlan dear, ShapePlan cheap, List<String> tiers) {
    assertThat(dear.certificate().objectivePerHour())
        .isGreaterThanOrEqualTo(cheap.certificate().objectivePerHour() - COST);
    for (Host host : request.hosts()) {
      double less = 0;
      double more = 0;
      for (String tier : tiers) {
        less += TieredHosts.planned(dear, host.id(), tier);
        more += TieredHosts.planned(cheap, host.id(), tier);
      }
      assertThat(less).isLessThanOrEqualTo(more + 1e-6 * (1 + more));
    }
  }

  /** Without a penalty of hot memory, and on hosts without tiers, nothing is otherwise. */
  @Property(tries = 100)
  void unaskedTiers_changeNothing(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    CostModel with = request.costs();
    CostModel without =
        CostModel.builder()
            .resource(Resource.CPU, with.price(Resource.CPU), with.penalty(Resource.CPU, 0))
            .resource(
                Resource.MEMORY, with.price(Resource.MEMORY), with.penalty(Resource.MEMORY, 0))
            .priority(1, 3)
            .priority(2, 9)
            .change(Resource.MEMORY, with.changePrice(Resource.MEMORY))
            .build();
    AllocationRequest unasked = TieredHosts.withCosts(request, without);
    List<Host> plain =
        request.hosts().stream()
            .map(
                host ->
                    new Host(
                        host.id(),
                        host.cpus(),
                        List.of(),
                        List.of(),
                        host.capacity(),
                        host.reserved()))
            .toList();
    List<PlannedShape> untold =
        plan(TieredHosts.with(unasked, plain, unasked.instances(), unasked.current(), without))
            .shapes();

    assertThat(plan(unasked).shapes()).isEqualTo(untold);
    assertThat(
            plan(TieredHosts.with(request, plain, request.instances(), request.current(), with))
                .shapes())
        .isEqualTo(untold);
  }

  /** What a reason or an explanation says of the next-best amount is never a saving. */
  @Property(tries = 150)
  void nextBest_isNeverCheaper(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    try (Allocator allocator = new DefaultAllocatorProvider().create(Settings.none())) {
      ShapePlan plan = allocator.plan(request);
      for (PlannedShape planned : plan.shapes()) {
        boolean isTiered = planned.shape().get(Dimension.MEMORY_TIERS).isPresent();
        List<Resource> told = planned.reasons().stream().map(Reason::resource).toList();
        assertThat(told.contains(Resource.MEMORY_HOT)).isEqualTo(isTiered);
        List<AmountExplanation> explained = allocator.explain(planned.instance());
        assertThat(explained).extracting(AmountExplanation::reason).isEqualTo(planned.reasons());
        for (Reason reason : planned.reasons()) {
          assertThat(reason.nextBestExtraCost()).as("%s", reason).isGreaterThanOrEqualTo(-COST);
        }
      }
    }
  }

  /** One more byte of a tier saves its shadow price at most. */
  @Property(tries = 150)
  void shadowPrices_areWhatMoreSaves(@ForAll long seed) {
    AllocationRequest request = TieredHosts.of(seed);
    ShapePlan plan = plan(request);
    boolean isBid =
        request.instances().stream()
            .filter(each -> each.host().equals(request.hosts().get(0).id()))
            .anyMatch(each -> request.profiles().containsKey(each.id()));
    if (plan.certificate().status() != Status.OPTIMAL || !isBid) {
      return;
    }
    for (MemoryTier.Kind kind : MemoryTier.Kind.values()) {
      long more = 1_000_000;
      ShapePlan wider = plan(wider(request, kind, more));
      Group before = memory(request);
      Group after = memory(wider(request, kind, more));
      double moreFast = after.fast().available() - before.fast().available();
      double moreSlow = after.slowAvailable() - before.slowAvailable();
      double worth =
          moreFast * price(request, plan, Resource.MEMORY_HOT)
              + moreSlow * price(request, plan, Resource.MEMORY);
      double saved = plan.certificate().objectivePerHour() - wider.certificate().objectivePerHour();
      assertThat(saved).as("%s", kind).isBetween(-COST, worth + COST);
    }
  }

  /** The memory of the first host. */
  private static Group memory(AllocationRequest request) {
    return Grouping.groups(Scenarios.intake(request), List.of()).stream()
        .filter(Group::isTiered)
        .filter(group -> group.whole().host().equals(request.hosts().get(0).id()))
        .findFirst()
        .orElseThrow();
  }

  /** What one more byte of a tier of the first host is worth. */
  private static double price(AllocationRequest request, ShapePlan plan, Resource resource) {
    return plan.shadowPrices().stream()
        .filter(each -> each.host().equals(request.hosts().get(0).id()))
        .filter(each -> each.resource().equals(resource))
        .mapToDouble(ShadowPrice::perUnitHour)
        .sum();
  }

  /** The first host has more of a tier, and its capacity with it. */
  private static AllocationRequest wider(
      AllocationRequest request, MemoryTier.Kind kind, long more) {
    Host host = request.hosts().get(0);
    List<MemoryTier> tiers = new ArrayList<>();
    for (MemoryTier tier : host.memoryTiers()) {
      long bytes = tier.bytes() + (tier.kind() == kind ? more : 0);
      tiers.add(new MemoryTier(tier.id(), tier.kind(), bytes, 1, 1));
    }
    List<Host> hosts = new ArrayList<>(request.hosts());
    hosts.set(
        0,
        new Host(
            host.id(),
            host.cpus(),
            tiers,
            List.of(),
            host.capacity().has(Resource.MEMORY)
                ? host.capacity().with(Resource.MEMORY, host.capacity().get(Resource.MEMORY) + more)
                : host.capacity(),
            host.reserved()));
    return TieredHosts.with(
        request, hosts, request.instances(), request.current(), request.costs());
  }

  /** An allocator that remembers plans what a new one plans, whatever has changed. */
  @Property(tries = 60)
  void nextPlan_isThatOfANewAllocator(@ForAll long seed) {
    Random random = new Random(seed);
    AllocationRequest request = TieredHosts.of(seed);
    try (Allocator used = new DefaultAllocatorProvider().create(Settings.none())) {
      used.plan(request);
      for (int i = 0; i < 3; i++) {
        request = changed(request, random);
        ShapePlan plan = used.plan(request);
        ShapePlan anew = plan(request);
        assertThat(plan.shapes()).isEqualTo(anew.shapes());
        assertThat(plan.shadowPrices()).isEqualTo(anew.shadowPrices());
        assertThat(plan.certificate().boundPerHour()).isEqualTo(anew.certificate().boundPerHour());
      }
    }
  }

  private static AllocationRequest changed(AllocationRequest request, Random random) {
    AllocationRequest other = TieredHosts.of(random.nextLong());
    List<Host> hosts = new ArrayList<>(request.hosts());
    List<Instance> instances = new ArrayList<>(request.instances());
    Map<InstanceId, Shape> current = new HashMap<>(request.current());
    int host = random.nextInt(hosts.size());
    int instance = random.nextInt(instances.size());
    switch (random.nextInt(4)) {
      case 0 -> {
        List<MemoryTier> tiers =
            random.nextBoolean() ? List.of() : other.hosts().get(0).memoryTiers();
        Host old = hosts.get(host);
        hosts.set(
            host, new Host(old.id(), List.of(), tiers, List.of(), old.capacity(), old.reserved()));
      }
      case 1 -> instances.remove(instance);
      case 2 -> current.putAll(other.current());
      default -> instances.set(instance, instances.get(instance).withPriority(random.nextInt(3)));
    }
    return TieredHosts.with(request, hosts, instances, current, request.costs());
  }

  private static ShapePlan plan(AllocationRequest request) {
    return plan(request, "auto");
  }

  private static ShapePlan plan(AllocationRequest request, String solver) {
    Settings settings = Settings.of(Map.of("solver", solver));
    try (Allocator allocator = new DefaultAllocatorProvider().create(settings)) {
      return allocator.plan(request);
    }
  }
}
