package io.foreshape.api.shape;

/**
 * How much of something an instance may have: an amount, or as much as it likes.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Limit {

  /**
   * At most an amount.
   *
   * @param amount finite and not negative, in the unit of the dimension
   */
  record AtMost(double amount) implements Limit {

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is negative, infinite or NaN
     */
    public AtMost {
      if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "A limit is finite and not negative, got ("
                + amount
                + "); for none use Limit.unlimited()");
      }
      amount += 0.0; // -0.0 becomes 0.0, for equals
    }

    @Override
    public String toString() {
      return Double.toString(amount);
    }
  }

  /** No limit. */
  enum Unlimited implements Limit {
    /** The only value. */
    UNLIMITED;

    @Override
    public String toString() {
      return "unlimited";
    }
  }

  /**
   * A limit of an amount.
   *
   * @param amount finite and not negative
   * @return the limit
   * @throws IllegalArgumentException if the amount is negative, infinite or NaN
   */
  static Limit of(double amount) {
    return new AtMost(amount);
  }

  /**
   * No limit.
   *
   * @return the limit that limits nothing
   */
  static Limit unlimited() {
    return Unlimited.UNLIMITED;
  }

  /**
   * The amount to compare and add with.
   *
   * @return the amount, or positive infinity if there is no limit
   */
  default double orInfinity() {
    return this instanceof AtMost limit ? limit.amount() : Double.POSITIVE_INFINITY;
  }
}
