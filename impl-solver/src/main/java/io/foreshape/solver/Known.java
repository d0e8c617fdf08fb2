package io.foreshape.solver;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.plan.PlannedShape;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.MissCurve;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An instance as the last request had it, and what came of it. */
final class Known {

  private Instance instance;
  private @Nullable DemandProfile profile;
  private @Nullable DemandProfile later;
  private @Nullable Shape current;
  private WholeUnits units = WholeUnits.ANY;
  private @Nullable MissCurve misses;
  private @Nullable TierTerms tiers;

  /** Per priced resource; null where it keeps what it has, which {@link #kept} tells. */
  final @Nullable Bid[] bids;

  final double[] kept;

  /** Per priced resource, its place among the bids of its pool. */
  final int[] places;

  private long hash;

  // What was planned, and by which settlements.
  private @Nullable PlannedShape planned;
  private final @Nullable Settlement[] settlements;

  private long cycle;
  private boolean isTaken;

  Known(Instance instance, int resources) {
    this.instance = instance;
    bids = new Bid[resources];
    kept = new double[resources];
    places = new int[resources];
    settlements = new Settlement[resources];
  }

  /**
   * Sees it in a request.
   *
   * @return false if that request had it before
   */
  boolean seeIn(long request) {
    boolean isFirst = cycle != request;
    cycle = request;
    return isFirst;
  }

  boolean wasSeenIn(long request) {
    return cycle == request;
  }

  /**
   * Takes in what a request says of it.
   *
   * @return whether that is just what the last one said
   */
  boolean isStill(
      Instance now,
      @Nullable DemandProfile profileNow,
      @Nullable DemandProfile laterNow,
      @Nullable Shape currentNow,
      WholeUnits unitsNow,
      @Nullable MissCurve missesNow,
      @Nullable TierTerms tiersNow) {
    boolean isShape = Objects.equals(current, currentNow);
    @SuppressWarnings("ReferenceEquality") // whether a profile is equal is asked per resource
    boolean same = profile == profileNow && later == laterNow && isShape && instance.equals(now);
    same &= units.equals(unitsNow) && Objects.equals(misses, missesNow);
    if (!isShape || !instance.host().equals(now.host())) {
      planned = null;
    }
    if (!Objects.equals(tiers, tiersNow)) {
      // A bid does not tell whether it was made along with another tier's.
      Arrays.fill(bids, null);
      planned = null;
      same = false;
    }
    instance = now;
    profile = profileNow;
    later = laterNow;
    current = currentNow;
    units = unitsNow;
    misses = missesNow;
    tiers = tiersNow;
    boolean wasTaken = isTaken;
    isTaken = true;
    return same && wasTaken;
  }

  /** Takes in the hash of what the request says of it. */
  void rehash() {
    hash = ProblemHash.of(instance, profile, later, current, misses);
  }

  /** The hash of what the request says of it. */
  long hash() {
    return hash;
  }

  Instance instance() {
    return instance;
  }

  /** Which amounts of CPU it can have. */
  WholeUnits units() {
    return units;
  }

  /** What the storage cache is worth to it; null where nothing tells. */
  @Nullable MissCurve misses() {
    return misses;
  }

  /** The tiers of memory of its host; null where they are not divided. */
  @Nullable TierTerms tiers() {
    return tiers;
  }

  /** Whether anything tells what it will need. */
  boolean hasProfile() {
    return profile != null || misses != null;
  }

  Shape current() {
    return current == null ? Shape.untouched() : current;
  }

  /** What was planned if all of it was settled the same way; null otherwise. */
  @SuppressWarnings("ReferenceEquality") // a settlement that is kept is the same object
  @Nullable PlannedShape planned(@Nullable Settlement[] byPool, int firstPool) {
    for (int r = 0; r < settlements.length; r++) {
      if (settlements[r] != (bids[r] == null ? null : byPool[firstPool + r])) {
        return null;
      }
    }
    return planned;
  }

  /** Remembers what was planned. */
  void remember(PlannedShape shape, @Nullable Settlement[] byPool, int firstPool) {
    planned = shape;
    for (int r = 0; r < settlements.length; r++) {
      settlements[r] = bids[r] == null ? null : byPool[firstPool + r];
    }
  }

  /** How its bid for a resource was settled; null where it has none. */
  @Nullable Settlement settlement(int resource) {
    return settlements[resource];
  }
}
