package io.foreshape.replay.policy;

import static java.util.Objects.requireNonNull;

/**
 * The one number by which a policy's caution is moved to compare policies at equal risk.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name what it is, such as {@code margin}
 * @param standard the value that the policy's authors use
 * @param least the smallest value worth trying, positive
 * @param most the largest value worth trying
 */
public record Knob(String name, double standard, double least, double most) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException unless 0 &lt; least &lt;= standard &lt;= most
   */
  public Knob {
    requireNonNull(name, "name");
    if (!(0 < least && least <= standard && standard <= most)) {
      throw new IllegalArgumentException(
          "A knob has 0 < least <= standard <= most, got ("
              + least
              + ", "
              + standard
              + ", "
              + most
              + ") for "
              + name);
    }
  }

  /**
   * A factor on the policy's recommendation, between 0.05 and 1,000.
   *
   * @param standard the factor that the policy's authors use
   * @return the knob
   */
  public static Knob margin(double standard) {
    return new Knob("margin", standard, 0.05, 1_000);
  }
}
