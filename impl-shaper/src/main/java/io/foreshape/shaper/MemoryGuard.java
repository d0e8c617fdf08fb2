package io.foreshape.shaper;

import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Keeps limits below which an instance is killed, such as hard memory, above what is in use. */
enum MemoryGuard {
  /** On the way to a new shape: with headroom, and only where it is known what is in use. */
  AHEAD(TransactionalShaper.MEMORY_HEADROOM, true),
  /** On the way to what it had before, which needs no headroom; not knowing is no reason there. */
  BACK(0, false);

  private final double headroomShare;
  private final boolean mustKnow;

  MemoryGuard(double headroomShare, boolean mustKnow) {
    this.headroomShare = headroomShare;
    this.mustKnow = mustKnow;
  }

  /**
   * Looks whether steps are safe to make.
   *
   * @param actuator tells what is in use
   * @param instance who
   * @param steps what is to be done
   * @return why they are not safe yet, or null if they are
   */
  @Nullable String objection(GuardedActuator actuator, InstanceId instance, List<Step> steps) {
    for (Step step : steps) {
      String objection = objection(actuator, instance, step);
      if (objection != null) {
        return step + " waits: " + objection;
      }
    }
    return null;
  }

  /** Why a step is not safe yet, or null if it is. */
  @Nullable String objection(GuardedActuator actuator, InstanceId instance, Step step) {
    if (!step.mayKill()) {
      return null;
    }
    OptionalDouble inUse = actuator.inUse(instance, step.resource());
    if (inUse.isEmpty()) {
      return mustKnow ? "how much is in use is not known" : null;
    }
    double needed = inUse.getAsDouble() * (1 + headroomShare);
    // Negated, so that a use that is not a number is an objection too.
    if (step.amountAfter() >= needed) {
      return null;
    }
    String use = inUse.getAsDouble() + " " + step.resource().unit() + " are in use";
    return headroomShare == 0 ? use : use + " and with headroom " + needed + " are needed";
  }
}
