package io.foreshape.samples.cli.live;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What there is to show after a step.
 *
 * @param step which, from 0
 * @param steps how many there will be
 * @param day how long a day takes
 * @param isLearning whether shapes are still left alone
 * @param panels one per workload
 * @param note what the last plan did, in a few words
 */
record View(
    int step, int steps, Duration day, boolean isLearning, List<Panel> panels, String note) {

  View {
    panels = List.copyOf(panels);
  }

  /**
   * One workload.
   *
   * @param workload which
   * @param past all of its moments, the newest last
   * @param outlook what is to come
   * @param isShaped whether what it mainly uses can be shaped here
   */
  record Panel(Workload workload, List<Moment> past, Outlook outlook, boolean isShaped) {}

  /** The day and the time of day. */
  String time() {
    // The last midnight is the end of the last day.
    int day =
        step == steps && step > 0 ? (step - 1) / Curve.STEPS_PER_DAY : step / Curve.STEPS_PER_DAY;
    int minutes = (step - day * Curve.STEPS_PER_DAY) * 24 * 60 / Curve.STEPS_PER_DAY;
    return String.format(Locale.ROOT, "day %d, %02d:%02d", 1 + day, minutes / 60, minutes % 60);
  }
}
