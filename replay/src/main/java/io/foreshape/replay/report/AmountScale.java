package io.foreshape.replay.report;

import io.foreshape.api.resource.Unit;

/**
 * How amounts of a resource are written on one axis: {@code 1.2 GiB}, {@code 350 MB/s}, {@code 0.5
 * cores}.
 *
 * @param divisor what one written unit is, in the resource's unit
 * @param suffix the written unit
 */
record AmountScale(double divisor, String suffix) {

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final String[] DECIMAL = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};
  private static final String[] OPERATIONS = {"ops/s", "k ops/s", "M ops/s"};
  private static final int LONGEST_SUFFIX = 20;

  /** The scale in which {@code largest} has one to three digits before the point. */
  static AmountScale of(Unit unit, double largest) {
    if (unit.equals(Unit.BYTES)) {
      return choose(BINARY, 1024, largest);
    }
    if (unit.equals(Unit.BYTES_PER_SECOND)) {
      return choose(DECIMAL, 1000, largest);
    }
    if (unit.equals(Unit.OPERATIONS_PER_SECOND)) {
      return choose(OPERATIONS, 1000, largest);
    }
    return new AmountScale(1, Names.shorten(unit.symbol(), LONGEST_SUFFIX));
  }

  String format(double amount) {
    return Numbers.amount(amount / divisor) + " " + suffix;
  }

  private static AmountScale choose(String[] suffixes, double base, double largest) {
    int power = 0;
    double divisor = 1;
    while (power < suffixes.length - 1 && largest >= base * divisor) {
      divisor *= base;
      power++;
    }
    return new AmountScale(divisor, suffixes[power]);
  }
}
