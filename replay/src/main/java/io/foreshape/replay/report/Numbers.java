package io.foreshape.replay.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as a person writes them, the same in every locale; NaN is an en dash. */
final class Numbers {

  static final String NONE = "–";

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Numbers() {}

  /** A ratio or count around 1: {@code 0.27}, {@code 1.83}, {@code 12.3}, {@code 1,234}. */
  static String ratio(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size >= 1e6) {
      return amount(value);
    }
    if (size < 0.005) {
      return "<0.01";
    }
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
  }

  /** A share as a percentage: {@code 0 %}, {@code 0.23 %}, {@code 12.3 %}. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return nonFinite(share);
    }
    double percent = 100 * share;
    if (percent == 0) {
      return "0 %";
    }
    if (Math.abs(percent) < 0.005) {
      return "<0.01 %";
    }
    return String.format(Locale.ROOT, percent >= 10 ? "%.1f %%" : "%.2f %%", percent);
  }

  /** A percentage without the zeros that say nothing: {@code 1 %}, {@code 0.5 %}. */
  static String roundPercent(double share) {
    return Double.isFinite(share) ? significant(100 * share) + " %" : nonFinite(share);
  }

  /**
   * An amount of any size with three significant digits: {@code 0.0123}, {@code 12,345}, {@code
   * 1.23M}.
   */
  static String amount(double value) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    double size = Math.abs(value);
    if (size >= 1e15) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    if (size >= 1e9) {
      return significant(value / 1e9) + "G";
    }
    if (size >= 1e6) {
      return significant(value / 1e6) + "M";
    }
    if (size >= 100) {
      return count(Math.round(value));
    }
    return size > 0 && size < 1e-4 ? String.format(Locale.ROOT, "%.2e", value) : significant(value);
  }

  /** Three significant digits at most, no exponent, no zeros at the end. */
  static String significant(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    BigDecimal bare = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    return bare.toPlainString();
  }

  /**
   * A number as written where room is short, as on a terminal: no space before the percent sign.
   */
  static String tight(String number) {
    return number.replace(" %", "%");
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A place on a drawing, to a tenth of a pixel. */
  static String place(double pixels) {
    long tenths = Math.round(pixels * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }

  /**
   * A duration in its largest whole unit: {@code 7 d}, {@code 36 h}, {@code 5 min}, {@code 90 s}.
   */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds != 0 && seconds % DAY == 0) {
      return count(seconds / DAY) + " d";
    }
    if (seconds != 0 && seconds % HOUR == 0) {
      return count(seconds / HOUR) + " h";
    }
    if (seconds != 0 && seconds % MINUTE == 0) {
      return count(seconds / MINUTE) + " min";
    }
    return count(seconds) + " s";
  }

  private static String nonFinite(double value) {
    return Double.isNaN(value) ? NONE : value > 0 ? "∞" : "-∞";
  }
}
