package io.foreshape.api.forecast;

/**
 * What has become of the samples that a profiler was given; one that has several resources counts
 * once for each.
 *
 * <p>Immutable and thread-safe.
 *
 * @param taken how many were learnt from, at least in part
 * @param skipped how many came too late, or told nothing that was not known
 * @param censored how many of those taken were a lower bound of demand ({@link
 *     io.foreshape.api.workload.UsageSample#isCensored})
 */
public record SampleCounts(long taken, long skipped, long censored) {

  private static final SampleCounts NONE = new SampleCounts(0, 0, 0);

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if one is negative, or more are censored than taken
   */
  public SampleCounts {
    if (taken < 0 || skipped < 0 || censored < 0) {
      throw new IllegalArgumentException(
          "Counts are not negative, got (" + taken + "), (" + skipped + "), (" + censored + ")");
    }
    if (censored > taken) {
      throw new IllegalArgumentException(
          "Censored samples are among those taken, got (" + censored + ") of (" + taken + ")");
    }
  }

  /**
   * No samples at all.
   *
   * @return three times 0
   */
  public static SampleCounts none() {
    return NONE;
  }
}
