package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.shape.TierSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contract with tiers, in a guest that has two. */
class TierConformance extends RealCgroupConformanceTest {

  @Override
  Settings settings(RealCgroups of) {
    return Settings.of(Map.of("scope", of.scope(), "tiers", "on"));
  }

  @Override
  public Shape target() {
    // Split, its memory is not bound to a node.
    return super.target().with(Dimension.MEMORY_TIERS, TierChecks.dram(0.25));
  }

  @Override
  public Shape awkward() {
    return super.awkward().with(Dimension.MEMORY_TIERS, TierChecks.dram(1.0 / 3));
  }

  @Override
  public List<ShapeChange<?>> impossible() {
    List<ShapeChange<?>> changes = new ArrayList<>(super.impossible());
    TierSplit unknown = TierSplit.of(Map.of("memory_tier0", 1.0));
    changes.add(new ShapeChange<>(Dimension.MEMORY_TIERS, null, unknown));
    return changes;
  }
}
