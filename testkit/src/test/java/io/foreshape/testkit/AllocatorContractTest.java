package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.host.MemoryTier;
import io.foreshape.api.plan.AllocationRequest;
import io.foreshape.api.plan.Certificate;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.plan.ShapePlan;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.TierSplit;
import io.foreshape.api.workload.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A right allocator breaks no rule, and each wrong one exactly its own. */
class AllocatorContractTest {

  static Stream<Arguments> allocators() {
    return Stream.of(
        Arguments.of(ReferenceAllocator.class, ""),
        Arguments.of(Skipping.class, "L101"),
        Arguments.of(IgnoringCeilings.class, "L102"),
        Arguments.of(OverCapacity.class, "L103"),
        Arguments.of(Moody.class, "L104"),
        Arguments.of(LyingAboutOptimality.class, "L105"),
        Arguments.of(AfraidOfShortage.class, "L106"),
        Arguments.of(Taciturn.class, "L107"),
        Arguments.of(TakingAnything.class, "L108"),
        Arguments.of(RefusingWithoutAName.class, "L108"),
        Arguments.of(LastFirst.class, "L109"),
        Arguments.of(AfraidOfEmptiness.class, "L110"),
        Arguments.of(Tiering.class, ""),
        Arguments.of(AllInDram.class, "L111"),
        Arguments.of(ColdFirst.class, "L112"),
        Arguments.of(TieringUnasked.class, "L113"));
  }

  @ParameterizedTest
  @MethodSource("allocators")
  void contract_findsExactlyTheBrokenRule(Class<?> conformanceTest, String broken) {
    assertThat(String.join(",", ContractRun.brokenRules(conformanceTest))).isEqualTo(broken);
  }

  private static ShapePlan with(
      ShapePlan plan, Certificate certificate, List<PlannedShape> shapes) {
    return new ShapePlan(
        plan.effectiveFrom(),
        shapes,
        certificate,
        plan.shadowPrices(),
        plan.shortfalls(),
        plan.headroom());
  }

  /** It has no shape for the last of many. */
  static class Skipping extends ReferenceAllocator {
    @Override
    public ShapePlan plan(AllocationRequest request) {
      ShapePlan plan = super.plan(request);
      boolean skips =
          plan.shapes().size() > 5 && plan.certificate().status() != Certificate.Status.INFEASIBLE;
      int kept = plan.shapes().size() - (skips ? 1 : 0);
      return with(plan, plan.certificate(), plan.shapes().subList(0, kept));
    }
  }

  /** It gives more than an instance may have. */
  static class IgnoringCeilings extends ReferenceAllocator {
    @Override
    double ceiling(Instance instance, Resource resource) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** It gives what there is not. */
  static class OverCapacity extends ReferenceAllocator {
    @Override
    double room(double left) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** It names itself otherwise each time. */
  static class Moody extends ReferenceAllocator {
    private int plans;

    @Override
    public ShapePlan plan(AllocationRequest request) {
      ShapePlan plan = super.plan(request);
      Certificate good = plan.certificate();
      return with(
          plan,
          new Certificate(
              good.status(),
              good.objectivePerHour(),
              good.boundPerHour(),
              good.solver() + plans++,
              good.seed(),
              good.elapsed()),
          plan.shapes());
    }
  }

  /** It calls every plan optimal, whatever its own bound says. */
  static class LyingAboutOptimality extends ReferenceAllocator {
    @Override
    Certificate.Status status() {
      Certificate.Status status = super.status();
      return status == Certificate.Status.FEASIBLE ? Certificate.Status.OPTIMAL : status;
    }
  }

  /** It fails where the floors do not fit. */
  static class AfraidOfShortage extends ReferenceAllocator {
    @Override
    Certificate.Status status() {
      if (super.status() == Certificate.Status.INFEASIBLE) {
        throw new IllegalStateException("the floors do not fit");
      }
      return super.status();
    }
  }

  /** It gives no reasons. */
  static class Taciturn extends ReferenceAllocator {
    @Override
    public ShapePlan plan(AllocationRequest request) {
      ShapePlan plan = super.plan(request);
      return with(
          plan,
          plan.certificate(),
          plan.shapes().stream()
              .map(each -> new PlannedShape(each.instance(), each.host(), each.shape(), List.of()))
              .toList());
    }
  }

  /** It takes contradictions. */
  static class TakingAnything extends ReferenceAllocator {
    @Override
    void check(AllocationRequest request) {
      // Takes it.
    }
  }

  /** It refuses contradictions, but does not say which. */
  static class RefusingWithoutAName extends ReferenceAllocator {
    @Override
    void check(AllocationRequest request) {
      try {
        super.check(request);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("the request is wrong", e);
      }
    }
  }

  /** It serves the lowest priority first. */
  static class LastFirst extends ReferenceAllocator {
    @Override
    Comparator<Instance> order() {
      return Comparator.comparing(Instance::priority).thenComparing(Instance::id);
    }
  }

  /** It fails where nobody is to be shaped. */
  static class AfraidOfEmptiness extends ReferenceAllocator {
    @Override
    public ShapePlan plan(AllocationRequest request) {
      request.instances().get(0);
      return super.plan(request);
    }
  }

  /** It fills both tiers in proportion. */
  static class Tiering extends ReferenceAllocator {
    @Override
    public boolean dividesTiers() {
      return true;
    }

    @Override
    public ShapePlan plan(AllocationRequest request) {
      ShapePlan plan = super.plan(request);
      return isAsked(request)
          ? with(
              plan,
              plan.certificate(),
              plan.shapes().stream().map(planned -> split(request, planned)).toList())
          : plan;
    }

    boolean isAsked(AllocationRequest request) {
      return request.costs().penaltyPerUnitHour().containsKey(Resource.MEMORY_HOT);
    }

    private PlannedShape split(AllocationRequest request, PlannedShape planned) {
      List<MemoryTier> tiers = request.hosts().get(0).memoryTiers();
      if (tiers.isEmpty()) {
        return planned;
      }
      double fast =
          fast(planned, 1.0 * tiers.get(0).bytes() / (tiers.get(0).bytes() + tiers.get(1).bytes()));
      TierSplit split = TierSplit.of(Map.of("dram", fast, "cxl", 1 - fast));
      return new PlannedShape(
          planned.instance(),
          planned.host(),
          planned.shape().with(Dimension.MEMORY_TIERS, split),
          planned.reasons());
    }

    double fast(PlannedShape planned, double inProportion) {
      return inProportion;
    }
  }

  /** It puts all memory in DRAM. */
  static class AllInDram extends Tiering {
    @Override
    double fast(PlannedShape planned, double inProportion) {
      return 1;
    }
  }

  /** It gives no DRAM to who has much that is hot. */
  static class ColdFirst extends Tiering {
    @Override
    double fast(PlannedShape planned, double inProportion) {
      return planned.instance().value().equals("hot") ? 0 : inProportion;
    }
  }

  /** It divides tiers that nobody asked for. */
  static class TieringUnasked extends Tiering {
    @Override
    boolean isAsked(AllocationRequest request) {
      return true;
    }
  }
}
