package io.foreshape.samples.cli.live;

import java.util.List;

/**
 * What is expected of one workload in the next steps, and what is intended for it.
 *
 * @param expected the median of its use, step by step
 * @param intended its shape, step by step
 */
record Outlook(List<Double> expected, List<Double> intended) {

  private static final Outlook NONE = new Outlook(List.of(), List.of());

  Outlook {
    expected = List.copyOf(expected);
    intended = List.copyOf(intended);
  }

  /** Nothing is known yet. */
  static Outlook none() {
    return NONE;
  }
}
