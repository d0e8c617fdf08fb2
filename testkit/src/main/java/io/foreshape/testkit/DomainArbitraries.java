package io.foreshape.testkit;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.forecast.QuantileLevels;
import io.foreshape.api.forecast.QuantileMatrix;
import io.foreshape.api.forecast.TimeGrid;
import io.foreshape.api.host.Host;
import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.IdSet;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.solver.spi.Block;
import io.foreshape.solver.spi.SegmentedCost;
import io.foreshape.solver.spi.ShapingProblem;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * All values of the domain as parameters of jqwik properties:
 * {@code @Property @Domain(DomainArbitraries.class) void any(@ForAll Shape shape)}.
 *
 * <p>A property that also wants plain numbers or texts adds
 * {@code @Domain(DomainContext.Global.class)}.
 */
public final class DomainArbitraries extends DomainContextBase {

  /** Made by jqwik. */
  public DomainArbitraries() {}

  @Provide
  Arbitrary<Resource> resource() {
    return ResourceArbitraries.resources();
  }

  @Provide
  Arbitrary<ResourceVector> resourceVector() {
    return ResourceArbitraries.vectors();
  }

  @Provide
  Arbitrary<InstanceId> instanceId() {
    return WorkloadArbitraries.instanceIds();
  }

  @Provide
  Arbitrary<WorkloadKey> workloadKey() {
    return WorkloadArbitraries.keys();
  }

  @Provide
  Arbitrary<Instance> instance() {
    return WorkloadArbitraries.instances();
  }

  @Provide
  Arbitrary<Pressure> pressure() {
    return WorkloadArbitraries.pressures();
  }

  @Provide
  Arbitrary<UsageSample> usageSample() {
    return WorkloadArbitraries.samples();
  }

  @Provide
  Arbitrary<HostId> hostId() {
    return HostArbitraries.hostIds();
  }

  @Provide
  Arbitrary<Host> host() {
    return HostArbitraries.hosts();
  }

  @Provide
  Arbitrary<TimeGrid> timeGrid() {
    return ForecastArbitraries.grids();
  }

  @Provide
  Arbitrary<QuantileLevels> quantileLevels() {
    return ForecastArbitraries.levels();
  }

  @Provide
  Arbitrary<QuantileMatrix> quantileMatrix() {
    return ForecastArbitraries.matrices();
  }

  @Provide
  Arbitrary<DemandProfile> demandProfile() {
    return ForecastArbitraries.profiles();
  }

  @Provide
  Arbitrary<Limit> limit() {
    return ShapeArbitraries.limits();
  }

  @Provide
  Arbitrary<Weight> weight() {
    return ShapeArbitraries.weights();
  }

  @Provide
  Arbitrary<IdSet> idSet() {
    return ShapeArbitraries.idSets();
  }

  @Provide
  Arbitrary<TierSplit> tierSplit() {
    return ShapeArbitraries.tierSplits();
  }

  @Provide
  Arbitrary<Shape> shape() {
    return ShapeArbitraries.shapes();
  }

  @Provide
  Arbitrary<CostModel> costModel() {
    return CostArbitraries.costModels();
  }

  @Provide
  Arbitrary<SegmentedCost> segmentedCost() {
    return ProblemArbitraries.costs();
  }

  @Provide
  Arbitrary<Block> block() {
    return ProblemArbitraries.blocks();
  }

  @Provide
  Arbitrary<ShapingProblem> shapingProblem() {
    return ProblemArbitraries.problems();
  }
}
