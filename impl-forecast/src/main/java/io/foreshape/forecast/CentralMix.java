package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles about the middle: two blends of experts, of those that say where the level stands and
 * of those that say where it usually stands, each with the series' own tails, and a guest if there
 * is one; averaged by how well each has done with the series at low, middle and high levels.
 *
 * <p>Not thread-safe.
 */
final class CentralMix {

  private static final double[] MARKS = {0.1, 0.5, 0.9};
  private static final int NEAR = 0;
  private static final int FAR = 1;
  private static final int PAST = 2;

  private final double[] levels;
  private final LevelMarks marks;
  private final Blend near;
  private final Blend far;
  private final PastMeans past;
  private final boolean hasGuest;
  private final int experts;
  private final ExpertWeights weights;

  /** What the experts tell at the marks, or how far from their bases. */
  private final double[][] atMarks;

  /** What they tell at the levels. */
  private final double[][] atLevels;

  private final double[] told;
  private final double[] shares;
  private double nearBase;
  private double farBase;
  private boolean hasPast;

  CentralMix(
      double[] levels, PastMeans past, boolean hasGuest, double stepsPerDay, double samplesPerDay) {
    this.levels = levels;
    this.past = past;
    this.hasGuest = hasGuest;
    marks = new LevelMarks(MARKS, levels);
    near = new Blend(LevelExperts.NEAR, LevelExperts.FAR, stepsPerDay, samplesPerDay);
    far = new Blend(LevelExperts.FAR, LevelExperts.PEAKS, stepsPerDay, samplesPerDay);
    experts = hasGuest ? PAST + 2 : PAST + 1;
    weights = new ExpertWeights(experts, MARKS, samplesPerDay);
    atMarks = new double[PAST + 1][MARKS.length];
    atLevels = new double[PAST + 1][levels.length];
    told = new double[experts];
    shares = new double[MARKS.length * experts];
  }

  static double[] marks() {
    return MARKS.clone();
  }

  void open(int slot) {
    near.open(slot);
    far.open(slot);
    weights.open(slot);
  }

  /**
   * Takes in a value that the experts have told of.
   *
   * @param originBlock the first block that had not ended at the origin
   * @param guest what the guest told at the marks, in z; null if there is none
   */
  void add(
      int slot,
      long step,
      long originBlock,
      double z,
      double[] bases,
      double floor,
      double @Nullable [] guest) {
    near.tell(slot, MARKS, atMarks[NEAR]);
    far.tell(slot, MARKS, atMarks[FAR]);
    hasPast = past.collect(slot, originBlock);
    if (hasPast) {
      past.tell(MARKS, floor, atMarks[PAST]);
    }
    prepareBlock(slot, bases);
    // A series' first hour has no past: nobody is judged by what only some could tell.
    for (int j = 0; hasPast && j < MARKS.length; j++) {
      told[NEAR] = nearBase + atMarks[NEAR][j];
      told[FAR] = farBase + atMarks[FAR][j];
      told[PAST] = atMarks[PAST][j];
      if (guest != null) {
        told[PAST + 1] = guest[j];
      }
      weights.add(slot, j, z, told, 0);
    }
    near.add(slot, step, z, bases);
    far.add(slot, step, z, bases);
  }

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    near.forget(slot);
    far.forget(slot);
    weights.forget(slot);
  }

  /** How far a value lies from the nearer of both blends' medians, of the block last added. */
  double error(double z) {
    int median = MARKS.length / 2;
    return Math.min(
        Math.abs(z - nearBase - atMarks[NEAR][median]),
        Math.abs(z - farBase - atMarks[FAR][median]));
  }

  /** Looks up what holds for all blocks that are told of a slot at a time. */
  void prepare(int slot, long now, double floor) {
    near.tell(slot, levels, atLevels[NEAR]);
    far.tell(slot, levels, atLevels[FAR]);
    hasPast = past.collect(slot, now);
    if (hasPast) {
      past.tell(levels, floor, atLevels[PAST]);
    }
    for (int j = 0; j < MARKS.length; j++) {
      weights.weights(slot, j, shares, j * experts);
    }
  }

  /** Looks up what holds for a block with such bases. */
  void prepareBlock(int slot, double[] bases) {
    nearBase = near.base(slot, bases);
    farBase = far.base(slot, bases);
  }

  /**
   * A quantile of the block last prepared, in z.
   *
   * @param guest what the guest tells, in z; NaN if it tells nothing
   */
  double quantile(int level, double guest) {
    double ofNear = weight(level, NEAR);
    double ofFar = weight(level, FAR);
    double total = ofNear + ofFar;
    double sum =
        ofNear * (nearBase + atLevels[NEAR][level]) + ofFar * (farBase + atLevels[FAR][level]);
    if (hasPast) {
      double ofPast = weight(level, PAST);
      total += ofPast;
      sum += ofPast * atLevels[PAST][level];
    }
    if (hasGuest && !Double.isNaN(guest)) {
      double ofGuest = weight(level, PAST + 1);
      total += ofGuest;
      sum += ofGuest * guest;
    }
    return sum / total;
  }

  private double weight(int level, int expert) {
    return marks.weight(level, expert, shares, experts);
  }

  /** The weights at the median, of the slot last prepared. */
  List<Part> explain(int slot) {
    List<Part> parts = new ArrayList<>();
    int median = MARKS.length / 2 * experts;
    near.explain(slot, shares[median + NEAR], parts);
    far.explain(slot, shares[median + FAR], parts);
    parts.add(new Part("middle: values of two days", Kind.WEIGHT, shares[median + PAST]));
    if (hasGuest) {
      parts.add(new Part("middle: autoregression", Kind.WEIGHT, shares[median + PAST + 1]));
    }
    return parts;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.section("near", section -> near.save(section, slots));
    writer.section("far", section -> far.save(section, slots));
    writer.section("weights", section -> weights.save(section, slots));
  }

  void load(SnapshotReader reader, int slots) {
    near.load(reader.section("near"), slots);
    far.load(reader.section("far"), slots);
    weights.load(reader.section("weights"), slots);
  }
}
