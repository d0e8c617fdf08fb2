package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.Deviation;
import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.SampleCounts;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.host.LogicalCpu;
import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.host.StorageTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.AmountExplanation;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.plan.CpuPlacement;
import io.foreshape.api.plan.Headroom;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.Reason;
import io.foreshape.api.plan.Remedy;
import io.foreshape.api.plan.ShadowPrice;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.plan.Shortfall;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.resource.Unit;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.shaping.ShapingResult;
import io.foreshape.api.shaping.ShapingWrite;
import io.foreshape.api.workload.CounterRate;
import io.foreshape.api.workload.CpuPolicy;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.api.workload.Phase;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.ForecasterCapabilities;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.Budget;
import io.foreshape.solver.spi.Claim;
import io.foreshape.solver.spi.DualPrices;
import io.foreshape.solver.spi.FixedCharge;
import io.foreshape.solver.spi.LinearView;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import io.foreshape.solver.spi.SolverBudget;
import io.foreshape.solver.spi.SolverResult;
import io.foreshape.solver.spi.Tiers;
import io.foreshape.solver.spi.placement.MemoryNode;
import io.foreshape.solver.spi.placement.Place;
import io.foreshape.solver.spi.placement.PlacementCosts;
import io.foreshape.solver.spi.placement.PlacementProblem;
import io.foreshape.solver.spi.placement.PlacementResult;
import io.foreshape.solver.spi.placement.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A valid sample of every record of the API and the SPIs, with no collection of it empty. */
final class RecordSamples {

  private static final Instant NOW = Instant.parse("2025-06-02T00:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final HostId HOST = new HostId("host");
  private static final InstanceId ID = new InstanceId("instance");
  private static final ResourceVector ONE = ResourceVector.of(Resource.CPU, 1);
  private static final ResourceVector TWO = ResourceVector.of(Resource.CPU, 2);
  private static final LogicalCpu CPU_0 = new LogicalCpu(0, 0, 0, 0, 0);
  private static final LogicalCpu CPU_1 = new LogicalCpu(1, 1, 0, 0, 0);
  private static final MemoryTier DRAM = new MemoryTier("dram", MemoryTier.Kind.DRAM, 1, 1, 1);
  private static final StorageTier SSD = new StorageTier("ssd", StorageTier.Kind.STORE, 1, ONE);
  private static final WorkloadKey KEY =
      new WorkloadKey("shop", "m5", "eu", new TreeMap<>(Map.of("heap", "4g", "tier", "1")));
  private static final TimeGrid GRID = new TimeGrid(NOW, STEP, 1);
  private static final QuantileMatrix MATRIX =
      QuantileMatrix.of(QuantileLevels.of(0.5, 0.9), 1, new double[] {1, 2});
  private static final Explanation.Part PART =
      new Explanation.Part("level", Explanation.Kind.LEVEL, 2);
  private static final Shape SHAPE = Shape.untouched().with(Dimension.CPU_QUOTA, Limit.of(1));
  private static final ShapeChange<Limit> CHANGE =
      new ShapeChange<>(Dimension.CPU_QUOTA, Limit.unlimited(), Limit.of(1));
  private static final MissCurve MISSES = MissCurve.of(Map.of(0.0, 9.0, 4.0, 1.0));
  private static final FixedCharge CHARGE = new FixedCharge(1.5, 2);
  private static final Claim CLAIM =
      new Claim(ID, 1, SegmentedCost.of(1, 1, new double[] {1}, new double[] {-1}), CHARGE);

  private static final SortedSet<Resource> LIMITED =
      new TreeSet<>(List.of(Resource.CPU, Resource.MEMORY));

  private RecordSamples() {}

  static List<Record> all() {
    List<Record> all = new ArrayList<>(values());
    all.addAll(plans());
    all.addAll(ofSpis());
    all.addAll(placements());
    return all;
  }

  private static List<Record> values() {
    Host host = new Host(HOST, List.of(CPU_0, CPU_1), List.of(DRAM), List.of(SSD), TWO, ONE);
    Instance instance =
        new Instance(ID, KEY, HOST, Phase.SERVING, 1, ONE, TWO, CpuPolicy.DEDICATED_CORES);
    return List.of(
        new Unit("slices"),
        Resource.CPU,
        ID,
        KEY,
        instance,
        MISSES,
        new Pressure(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 7, 8, 9, LIMITED),
        new UsageSample(ID, NOW, STEP, ONE, TWO, Pressure.none()),
        new CounterRate.Rate(NOW, STEP, 3),
        new SampleCounts(4, 3, 2),
        HOST,
        CPU_0,
        DRAM,
        SSD,
        host,
        GRID,
        new DemandProfile(
            ID,
            GRID,
            new TreeMap<>(Map.of(Resource.CPU, MATRIX, Resource.MEMORY, MATRIX)),
            "two samples"),
        PART,
        new Explanation(Resource.CPU, "theta", "its own samples", List.of(PART)),
        new Deviation(ID, Resource.CPU, NOW, 0.9, 2, 3),
        new Limit.AtMost(1),
        new Weight(100),
        IdSet.of(List.of(0, 1)),
        TierSplit.of(Map.of("dram", 0.5, "cxl", 0.5)),
        CHANGE,
        Settings.of(Map.of("one", "1", "two", "2")));
  }

  private static List<Record> plans() {
    CostModel costs =
        CostModel.builder()
            .resource(Resource.CPU, 1, 20)
            .resource(Resource.MEMORY, 2, 30)
            .violation(Resource.CPU, 5)
            .violation(Resource.MEMORY, 6)
            .tier("cxl", 0.5)
            .tier("dram", 1)
            .priority(1, 2)
            .priority(5, 3)
            .change(Resource.CPU, 0.1)
            .change(Resource.MEMORY, 0.2)
            .changeFee(Resource.CPU, 0.1)
            .changeFee(Resource.MEMORY, 0.2)
            .build();
    Certificate certificate =
        new Certificate(
            Certificate.Status.FEASIBLE, 2, 1, "dual", 1, Duration.ofMillis(1), 3, true, 4);
    Reason reason =
        new Reason(Resource.CPU, "two samples", 0.9, 2, 1, Reason.Binding.CEILING, 0.5, 0.1);
    CpuPlacement placement = new CpuPlacement(CpuPlacement.Outcome.KEPT, "as before");
    PlannedShape planned =
        new PlannedShape(ID, HOST, SHAPE, List.of(reason), List.of(SHAPE), Optional.of(placement));
    Remedy remedy = new Remedy(Remedy.Kind.DEGRADE, Optional.of(ID), 1);
    ShadowPrice price = new ShadowPrice(HOST, Resource.CPU, 1);
    Shortfall shortfall = new Shortfall(HOST, Resource.CPU, 2, 1, List.of(remedy));
    Headroom headroom = new Headroom(HOST, Resource.CPU, Limit.of(1));
    ShapingResult result =
        new ShapingResult(ID, ShapingOutcome.DEFERRED, List.of(CHANGE), "in use");
    SharedLimit shared = SharedLimit.of("rack", 1, Resource.CPU, Set.of(HOST));
    SharedUse use = new SharedUse("rack", 1, 1, 2, 0.5, List.of(remedy));
    ShapingWrite write = new ShapingWrite(ID, CHANGE);
    DemandProfile profile = DemandProfile.of(ID, GRID, Resource.CPU, MATRIX, "two samples");
    AmountExplanation.Segment segment = new AmountExplanation.Segment(1, 2, 0.5);
    AmountExplanation.NextBest next = new AmountExplanation.NextBest(2, 0.5);
    return List.of(
        segment,
        next,
        new AmountExplanation(
            reason, 1, Optional.of(segment), Optional.of(segment), 1, 1, Optional.of(next)),
        costs,
        certificate,
        reason,
        placement,
        planned,
        remedy,
        price,
        shortfall,
        headroom,
        shared,
        use,
        new ShapePlan(
            NOW,
            List.of(planned),
            certificate,
            List.of(price),
            List.of(shortfall),
            List.of(headroom),
            List.of(use)),
        new AllocationRequest(
            NOW,
            List.of(Host.ofCapacity(HOST, TWO)),
            List.of(Instance.serving(ID, KEY, HOST)),
            Map.of(ID, profile),
            Map.of(ID, SHAPE),
            costs,
            List.of(shared),
            Map.of(ID, profile),
            Map.of(ID, MISSES),
            Map.of(ID, amounts -> 1)),
        result,
        write,
        new ShapingReport(NOW, List.of(result), List.of(write)));
  }

  private static List<Record> ofSpis() {
    Block block = new Block(HOST, Resource.CPU, 1, 1, List.of(CLAIM));
    Budget budget = new Budget("fleet", 1, List.of(new Budget.Share(0, 1)));
    return List.of(
        new ForecastWindow(0, 1, 1),
        new ForecasterCapabilities(Set.of(ForecasterCapabilities.Trait.SEASONAL)),
        new ForecasterContext(STEP, QuantileLevels.standard(), List.of(288, 2_016)),
        CHARGE,
        CLAIM,
        block,
        budget,
        new Budget.Share(0, 1),
        new Tiers(1, 2, 1),
        new ShapingProblem(
            List.of(block, tier(Double.POSITIVE_INFINITY), tier(1)),
            List.of(budget),
            List.of(new Tiers(1, 2, 1))),
        new DualPrices(new double[1], new double[1], new double[1]),
        new LinearView.Row(1, List.of(new LinearView.Span(0, 1, 1))),
        new LinearView.Span(0, 1, 1),
        new SolverBudget(STEP, 1, 0.01, 1),
        new SolverResult(SolverResult.Status.OPTIMAL, new double[][] {{1}}, 1, false),
        new Actuation(Actuation.Status.REFUSED, "no such dimension"));
  }

  private static Block tier(double capacity) {
    Claim claim = new Claim(ID, 1, CLAIM.cost());
    return new Block(HOST, Resource.MEMORY, 1, capacity, List.of(claim));
  }

  private static List<Record> placements() {
    Place place = new Place(IdSet.of(List.of(0)), 0);
    MemoryNode memory = new MemoryNode(0, 1);
    Tenant tenant = new Tenant(ID, 1, Tenant.Cores.WHOLE, 1, 0.5, 1, place);
    PlacementCosts costs = new PlacementCosts(1, 2, 3, 4, 5, 6, 7);
    return List.of(
        place,
        memory,
        tenant,
        costs,
        new PlacementProblem(List.of(CPU_0), List.of(memory), List.of(tenant), costs),
        new PlacementResult(
            SolverResult.Status.FEASIBLE, List.of(place), 2, 1, 3, true, "nothing"));
  }
}
