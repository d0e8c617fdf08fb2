package io.foreshape.shaper;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.Weight;
import io.foreshape.api.shaping.Shaper;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.simulated.SimulatedPlatform;
import io.foreshape.testkit.ShaperContract;
import java.util.Map;

class TransactionalShaperConformanceTest implements ShaperContract {

  private static final InstanceId A = new InstanceId("a");
  private static final InstanceId B = new InstanceId("b");

  private final SimulatedPlatform platform = SimulatedPlatform.create();

  TransactionalShaperConformanceTest() {
    platform.add(A, shape(2, 2e9));
    platform.add(B, shape(4, 4e9).with(Dimension.MEMORY_SOFT, Limit.of(3e9)));
    platform.setUse(A, ResourceVector.of(Resource.MEMORY, 1e9));
    platform.setUse(B, ResourceVector.of(Resource.MEMORY, 1e9));
  }

  @Override
  public Shaper subject() {
    return TransactionalShaper.on(platform);
  }

  @Override
  public Map<InstanceId, Shape> targets() {
    return Map.of(
        A, shape(3, 3e9).with(Dimension.CPU_WEIGHT, new Weight(200)),
        B, shape(3, 2e9).with(Dimension.MEMORY_SOFT, Limit.of(1.5e9)));
  }

  private static Shape shape(double cores, double bytes) {
    return Shape.untouched()
        .with(Dimension.CPU_QUOTA, Limit.of(cores))
        .with(Dimension.MEMORY_HARD, Limit.of(bytes));
  }
}
