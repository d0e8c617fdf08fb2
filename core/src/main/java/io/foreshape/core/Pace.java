package io.foreshape.core;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.shape.Dimension;
import io.foreshape.api.shape.Limit;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much an instance's shape may change from one plan to the next, and when it may not.
 *
 * <p>It comes before an instance's own floor and ceiling: one that is outside them moves there at
 * this pace. Only a lack of capacity overrules it: what does not fit a host is lowered by priority,
 * as floors are. What an instance has no cap of yet is not held.
 *
 * <p>Immutable and thread-safe.
 *
 * @param mostGrowth by how much an instance may grow per plan, in the resource's unit; absent is
 *     unlimited
 * @param mostShrinking by how much it may shrink per plan; absent is unlimited
 * @param freezes when shapes are held
 */
public record Pace(ResourceVector mostGrowth, ResourceVector mostShrinking, List<Freeze> freezes) {

  private static final Pace UNLIMITED =
      new Pace(ResourceVector.empty(), ResourceVector.empty(), List.of());

  /** Copies the list. */
  public Pace {
    requireNonNull(mostGrowth, "mostGrowth");
    requireNonNull(mostShrinking, "mostShrinking");
    freezes = List.copyOf(freezes);
  }

  /**
   * No limit at all.
   *
   * @return the pace of a loop that is not told another
   */
  public static Pace unlimited() {
    return UNLIMITED;
  }

  /** By how much a plan that is made at an instant may let an instance grow; may be infinite. */
  double growth(Resource resource, Instant at) {
    return freezes.stream().anyMatch(each -> each.holdsGrowth(at))
        ? 0
        : mostGrowth.getOrDefault(resource, Double.POSITIVE_INFINITY);
  }

  private double shrinking(Resource resource, Instant at) {
    return freezes.stream().anyMatch(each -> each.holdsShrinking(at))
        ? 0
        : mostShrinking.getOrDefault(resource, Double.POSITIVE_INFINITY);
  }

  /** An instance with the bounds that a plan made at an instant has to keep. */
  Instance bound(
      Instance instance, @Nullable Shape current, Collection<Resource> resources, Instant at) {
    if (current == null || equals(UNLIMITED)) {
      return instance;
    }
    ResourceVector floor = instance.floor();
    ResourceVector ceiling = instance.ceiling();
    for (Resource resource : resources) {
      double amount =
          current.get(Dimension.capOf(resource)).map(Limit::orInfinity).orElse(Double.NaN);
      if (amount < Double.POSITIVE_INFINITY) {
        double least = Math.max(0, amount - shrinking(resource, at));
        double most = amount + growth(resource, at);
        floor = floor.with(resource, clamp(floor.getOrDefault(resource, 0), least, most));
        double high = clamp(ceiling.getOrDefault(resource, most), least, most);
        ceiling = high < Double.POSITIVE_INFINITY ? ceiling.with(resource, high) : ceiling;
      }
    }
    return instance.withBounds(floor, ceiling);
  }

  private static double clamp(double value, double least, double most) {
    return Math.max(least, Math.min(value, most));
  }
}
