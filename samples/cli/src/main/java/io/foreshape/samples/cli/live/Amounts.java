package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import java.util.Locale;

/** Writes amounts as people read them, in a unit that fits these workloads. */
final class Amounts {

  private static final double MEGA = 1e6;

  private Amounts() {}

  /** The name of the unit. */
  static String unit(Resource resource) {
    return resource.equals(Resource.CPU)
        ? "cores"
        : resource.equals(Resource.MEMORY) ? "MiB" : "MB/s";
  }

  /** The amount without its unit. */
  static String text(Resource resource, double amount) {
    if (Double.isInfinite(amount)) {
      return "-";
    }
    if (resource.equals(Resource.CPU)) {
      return String.format(Locale.ROOT, "%.3f", amount);
    }
    return resource.equals(Resource.MEMORY)
        ? String.format(Locale.ROOT, "%.0f", amount / Workload.MIB)
        : String.format(Locale.ROOT, "%.2f", amount / MEGA);
  }
}
