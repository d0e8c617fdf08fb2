package io.foreshape.shaper.simulated;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

/** Says what goes wrong, write for write. A plan is used by one platform. */
@FunctionalInterface
public interface FaultPlan {

  /**
   * Asked once for each write, undoing included, in the order of the writes.
   *
   * @return what goes wrong with it
   */
  Fault next();

  /**
   * Nothing goes wrong.
   *
   * @return the plan
   */
  static FaultPlan none() {
    return () -> Fault.NONE;
  }

  /**
   * Goes by a script.
   *
   * @param faults the fault of each write; after the last nothing goes wrong
   * @return the plan
   */
  static FaultPlan scripted(List<Fault> faults) {
    Iterator<Fault> rest = List.copyOf(faults).iterator();
    return () -> rest.hasNext() ? rest.next() : Fault.NONE;
  }

  /**
   * Goes by chance, the same for the same seed.
   *
   * @param seed the seed
   * @param share of the writes with which something goes wrong, 0 to 1
   * @param faults what may go wrong, each as likely as the others; not empty unless the share is 0
   * @return the plan
   * @throws IllegalArgumentException if the share is out of range or there is no fault to choose
   */
  static FaultPlan seeded(long seed, double share, List<Fault> faults) {
    List<Fault> choice = List.copyOf(requireNonNull(faults, "faults"));
    if (!(share >= 0 && share <= 1) || (share > 0 && choice.isEmpty())) {
      throw new IllegalArgumentException(
          "A share lies between 0 and 1 and has faults to choose from, got ("
              + share
              + ") of "
              + choice);
    }
    SplittableRandom random = new SplittableRandom(seed);
    return () ->
        random.nextDouble() < share ? choice.get(random.nextInt(choice.size())) : Fault.NONE;
  }
}
