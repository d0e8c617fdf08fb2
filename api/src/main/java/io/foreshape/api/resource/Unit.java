package io.foreshape.api.resource;

import static java.util.Objects.requireNonNull;

/**
 * The unit in which amounts of a {@link Resource} are counted, such as {@code cores} or {@code
 * bytes/s}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param symbol the unit as a person writes it after a number; not blank
 */
public record Unit(String symbol) {

  /** Processor cores; 0.5 is half of one core's time. */
  public static final Unit CORES = new Unit("cores");

  /** Bytes. */
  public static final Unit BYTES = new Unit("bytes");

  /** Operations per second. */
  public static final Unit OPERATIONS_PER_SECOND = new Unit("operations/s");

  /** Bytes per second. */
  public static final Unit BYTES_PER_SECOND = new Unit("bytes/s");

  /**
   * Checks the symbol.
   *
   * @throws IllegalArgumentException if the symbol is blank
   */
  public Unit {
    requireNonNull(symbol, "symbol");
    if (symbol.isBlank()) {
      throw new IllegalArgumentException(
          "A unit needs a symbol that is not blank, got (" + symbol + ")");
    }
  }

  @Override
  public String toString() {
    return symbol;
  }
}
