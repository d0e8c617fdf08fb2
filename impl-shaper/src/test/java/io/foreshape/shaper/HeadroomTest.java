package io.foreshape.shaper;

import static io.foreshape.shaper.Plans.HOST;
import static io.foreshape.shaper.Plans.NOW;
import static io.foreshape.shaper.Plans.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.plan.Headroom;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shaping.ShapingOutcome;
import io.foreshape.api.shaping.ShapingReport;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may grow while another cannot shrink yet: as many as the host has room for. */
class HeadroomTest {

  private static final InstanceId GROWS = new InstanceId("grows");
  private static final InstanceId STAYS = new InstanceId("stays");

  @Test
  void headroom_letsAnInstanceGrowThoughAnotherCannotShrink() {
    assertThat(outcomeOfGrowing(List.of(headroom(Limit.of(200)))))
        .isEqualTo(ShapingOutcome.APPLIED);
    assertThat(outcomeOfGrowing(List.of(headroom(Limit.unlimited()))))
        .isEqualTo(ShapingOutcome.APPLIED);
  }

  @Test
  void tooLittleHeadroom_orNoneTold_makesItWait() {
    assertThat(outcomeOfGrowing(List.of(headroom(Limit.of(199)))))
        .isEqualTo(ShapingOutcome.DEFERRED);
    assertThat(outcomeOfGrowing(List.of())).isEqualTo(ShapingOutcome.DEFERRED);
  }

  /** One grows from 100 to 300; one was to shrink from 400 to 200, but has 390 in use. */
  private static ShapingOutcome outcomeOfGrowing(List<Headroom> headroom) {
    SimulatedPlatform platform = SimulatedPlatform.create();
    platform.add(GROWS, memory(100));
    platform.add(STAYS, memory(400));
    platform.setUse(GROWS, ResourceVector.of(Resource.MEMORY, 50));
    platform.setUse(STAYS, ResourceVector.of(Resource.MEMORY, 390));
    ShapingReport report =
        TransactionalShaper.on(platform)
            .apply(
                Plans.plan(
                    List.of(planned(GROWS, memory(300)), planned(STAYS, memory(200))), headroom),
                NOW);
    assertThat(Plans.of(report, STAYS).outcome()).isEqualTo(ShapingOutcome.DEFERRED);
    return Plans.of(report, GROWS).outcome();
  }

  private static Headroom headroom(Limit amount) {
    return new Headroom(HOST, Resource.MEMORY, amount);
  }

  private static Shape memory(double bytes) {
    return Shape.untouched().with(Dimension.MEMORY_HARD, Limit.of(bytes));
  }
}
