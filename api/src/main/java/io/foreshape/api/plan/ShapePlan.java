package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.workload.InstanceId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A shape per instance, how good the whole is, and what could not be met.
 *
 * <p>Immutable and thread-safe.
 *
 * @param effectiveFrom when the shapes take effect
 * @param shapes the decided shapes, at most one per instance
 * @param certificate how good the plan is, as the allocator itself has checked
 * @param shadowPrices what one more unit would save, per host and resource that is used up
 * @param shortfalls what could not be met, and what is done about it
 * @param headroom what hosts have left; where nothing is told, nothing may be counted upon
 * @param sharedUses what is used of each shared limit, in the order of the request
 */
public record ShapePlan(
    Instant effectiveFrom,
    List<PlannedShape> shapes,
    Certificate certificate,
    List<ShadowPrice> shadowPrices,
    List<Shortfall> shortfalls,
    List<Headroom> headroom,
    List<SharedUse> sharedUses) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if an instance has two shapes
   */
  public ShapePlan {
    requireNonNull(effectiveFrom, "effectiveFrom");
    requireNonNull(certificate, "certificate");
    shapes = List.copyOf(shapes);
    shadowPrices = List.copyOf(shadowPrices);
    shortfalls = List.copyOf(shortfalls);
    headroom = List.copyOf(headroom);
    sharedUses = List.copyOf(sharedUses);
    Set<InstanceId> seen = new HashSet<>();
    for (PlannedShape planned : shapes) {
      if (!seen.add(planned.instance())) {
        throw new IllegalArgumentException(
            "A plan has one shape per instance, got two for (" + planned.instance() + ")");
      }
    }
  }

  /**
   * A plan for hosts that share nothing.
   *
   * @param effectiveFrom when the shapes take effect
   * @param shapes the decided shapes, at most one per instance
   * @param certificate how good the plan is, as the allocator itself has checked
   * @param shadowPrices what one more unit would save, per host and resource that is used up
   * @param shortfalls what could not be met, and what is done about it
   * @param headroom what hosts have left; where nothing is told, nothing may be counted upon
   * @throws IllegalArgumentException if an instance has two shapes
   */
  public ShapePlan(
      Instant effectiveFrom,
      List<PlannedShape> shapes,
      Certificate certificate,
      List<ShadowPrice> shadowPrices,
      List<Shortfall> shortfalls,
      List<Headroom> headroom) {
    this(effectiveFrom, shapes, certificate, shadowPrices, shortfalls, headroom, List.of());
  }
}
