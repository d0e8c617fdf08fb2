package io.foreshape.shaper;

import io.foreshape.api.workload.InstanceId;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Keeps limits below which an instance is killed, such as hard memory, above what is in use. */
final class MemoryGuard {

  private MemoryGuard() {}

  /**
   * Looks whether steps are safe to make.
   *
   * @param actuator tells what is in use
   * @param instance who
   * @param steps what is to be done
   * @return why they are not safe yet, or null if they are
   */
  static @Nullable String objection(
      GuardedActuator actuator, InstanceId instance, List<Step> steps) {
    for (Step step : steps) {
      if (step.mayKill()) {
        String objection = objection(actuator, instance, step);
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  /**
   * Looks whether a step is safe to take back. What the instance had before needs no headroom.
   *
   * @param actuator tells what is in use
   * @param instance who
   * @param step what is to be taken back
   * @return why it is not safe, or null if it is; not knowing what is in use is no reason
   */
  static @Nullable String objectionToTakingBack(
      GuardedActuator actuator, InstanceId instance, Step step) {
    if (!step.mayKillTakenBack()) {
      return null;
    }
    OptionalDouble inUse = actuator.inUse(instance, step.resource());
    return inUse.isPresent() && inUse.getAsDouble() > step.amountBefore()
        ? inUse.getAsDouble() + " " + step.resource().unit() + " are in use"
        : null;
  }

  private static @Nullable String objection(
      GuardedActuator actuator, InstanceId instance, Step step) {
    OptionalDouble inUse = actuator.inUse(instance, step.resource());
    if (inUse.isEmpty()) {
      return step + " waits: how much is in use is not known";
    }
    double needed = inUse.getAsDouble() * (1 + TransactionalShaper.MEMORY_HEADROOM);
    // Negated, so that a use that is not a number is an objection too.
    return !(step.amountAfter() >= needed)
        ? step
            + " waits: "
            + inUse.getAsDouble()
            + " "
            + step.resource().unit()
            + " are in use and with headroom "
            + needed
            + " are needed"
        : null;
  }
}
