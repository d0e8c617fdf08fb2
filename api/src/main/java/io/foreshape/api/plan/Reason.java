package io.foreshape.api.plan;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import java.util.Locale;

/**
 * Why an instance gets what it gets of one resource. Its text is a sentence that a person can read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param resource the resource; amounts are in its unit
 * @param basis which forecast it rests on
 * @param criticalLevel the quantile level that the prices ask for
 * @param demandAtCriticalLevel the forecast at that level
 * @param amount what was decided
 * @param binding what kept it from the demand at the critical level
 * @param shortageProbability the probability that the demand exceeds the amount, by the forecast
 * @param nextBestExtraCost by how much the cost per hour would rise at the next-best amount, shadow
 *     price included; infinite where there is no other amount
 */
public record Reason(
    Resource resource,
    String basis,
    double criticalLevel,
    double demandAtCriticalLevel,
    double amount,
    Binding binding,
    double shortageProbability,
    double nextBestExtraCost) {

  /** What decides an amount. */
  public enum Binding {
    /**
     * Nothing but the prices: the amount is the demand at the critical level, or one next to it
     * where a violation has a penalty and only chords between amounts are compared.
     */
    PRICES("the prices alone decide"),
    /** The instance may not have less. */
    FLOOR("its floor binds"),
    /** The instance may not have more. */
    CEILING("its ceiling binds"),
    /** The host has not enough for everybody. */
    CAPACITY("the host's capacity binds"),
    /** A limit that hosts share is used up. */
    SHARED_LIMIT("a shared limit binds"),
    /** It stays at what it has, for a change would save no more than it costs. */
    CHANGE_COST("a change would save no more than it costs"),
    /** It has CPUs of its own, and those are whole. */
    WHOLE_CPUS("only whole CPUs can be its own"),
    /** Fast and slow memory are decided together, and the other one asks for it. */
    TIERS("its tiers of memory are decided together"),
    /** A cost counts that nobody can look into, its own or that of another one on the host. */
    BLACK_BOX("a black box counts");

    private final String sentence;

    Binding(String sentence) {
      this.sentence = sentence;
    }
  }

  /**
   * Checks that the parts are there and the numbers in range.
   *
   * @throws IllegalArgumentException if an amount or probability is out of range
   */
  public Reason {
    requireNonNull(resource, "resource");
    requireNonNull(basis, "basis");
    requireNonNull(binding, "binding");
    resource.requireAmount(demandAtCriticalLevel);
    resource.requireAmount(amount);
    requireShare("criticalLevel", criticalLevel);
    requireShare("shortageProbability", shortageProbability);
    if (!(nextBestExtraCost > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The next-best cost is a number, or infinite where there is no other amount, got ("
              + nextBestExtraCost
              + ")");
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " lies between 0 and 1, got (" + share + ")");
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.4g %s, since the demand at level %.4f is %.4g by %s, and %s; P(short) = %.4f,"
            + " next-best costs %.4g more per hour",
        resource,
        amount,
        resource.unit(),
        criticalLevel,
        demandAtCriticalLevel,
        basis,
        binding.sentence,
        shortageProbability,
        nextBestExtraCost);
  }
}
