package io.foreshape.samples.cli.live;

import io.foreshape.api.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table at the end: what the shaped ones used and had, beside their twins. */
final class Summary {

  private Summary() {}

  /**
   * Writes the table.
   *
   * @param diary what each workload used once it was shaped
   * @param notShaped why what they mainly use can't be shaped here, by resource
   * @return lines of at most 80 columns
   */
  static List<String> of(Diary diary, Map<Resource, String> notShaped) {
    List<String> lines = new ArrayList<>();
    if (diary.isEmpty()) {
      lines.add("Stopped before anything was shaped, so there is nothing to compare.");
      return lines;
    }
    double seconds = diary.of(Workload.WEB).stream().mapToDouble(Moment::seconds).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f s of shaping, beside twins of the same load that stayed as ordered:",
            seconds));
    lines.add("");
    lines.add("              --------- shaped ----------   ---- twin, as ordered -----    one");
    lines.add("               used  shape ratio     held     used  shape ratio     held    size");
    for (Workload workload : Workload.values()) {
      lines.add(row(workload, diary.of(workload), !notShaped.containsKey(workload.resource())));
    }
    lines.add("");
    lines.addAll(
        Paragraph.of(
            "ratio: shape over use, so 1 is no slack. held: share of the time in which the shape"
                + " held the workload back (CPU: throttled, as the kernel counts it; memory:"
                + " killed). one size: share of the time in which the twin used more than the"
                + " shaped one had on average, so what a fixed shape of that size would lack."));
    notShaped.forEach(
        (resource, reason) ->
            lines.addAll(Paragraph.of("Not shaped: " + resource + ": " + reason)));
    return lines;
  }

  private static String row(Workload workload, List<Moment> moments, boolean isShaped) {
    Resource resource = workload.resource();
    Total shaped = Total.of(moments, Moment::shaped);
    Total fixed = Total.of(moments, Moment::fixed);
    String name = String.format(Locale.ROOT, "%-6s %-5s", workload.id(), Amounts.unit(resource));
    if (!isShaped) {
      return name
          + String.format(
              Locale.ROOT,
              " %6s  not shaped             %6s",
              Amounts.text(resource, shaped.used()),
              Amounts.text(resource, fixed.used()));
    }
    return name
        + half(resource, shaped)
        + half(resource, fixed)
        + String.format(Locale.ROOT, " %6s", percent(Total.shareAbove(moments, shaped.limit())));
  }

  private static String half(Resource resource, Total total) {
    return String.format(
        Locale.ROOT,
        " %6s %6s %5s %8s ",
        Amounts.text(resource, total.used()),
        Amounts.text(resource, total.limit()),
        ratio(total),
        resource.isCompressible() ? percent(total.heldBack()) : total.kills() + " kills");
  }

  private static String ratio(Total total) {
    return total.used() > 0
        ? String.format(Locale.ROOT, "%.2f", total.limit() / total.used())
        : "-";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
