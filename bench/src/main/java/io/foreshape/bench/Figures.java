package io.foreshape.bench;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads nested maps of figures, and writes numbers as tables have them. */
final class Figures {

  private Figures() {}

  /** The number at a path of keys; NaN if there is none. */
  static double number(Map<String, Object> figures, String... path) {
    @Nullable Object at = figures;
    for (String key : path) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** A number with so many decimals, thousands apart; nothing for what is no number. */
  static String text(double number, int decimals) {
    return Double.isFinite(number)
        ? String.format(Locale.ROOT, "%,." + decimals + "f", number)
        : "";
  }

  /** A share in percent, with so many decimals. */
  static String percent(double share, int decimals) {
    return text(100 * share, decimals);
  }
}
