package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Upper quantiles: those of the experts for peaks, each by its pooled tail, averaged by how well
 * each has done with the series.
 *
 * <p>A series meets its 99th percentile too seldom to know it; so the tails are all series', and
 * what a series has to itself is whom it trusts. Not thread-safe.
 */
final class PeakMix {

  private static final int EXPERTS = LevelExperts.COUNT - LevelExperts.PEAKS;
  private static final double[] MARKS = {0.9, 0.985};

  private final int levelCount;
  private final LevelMarks marks;
  private final ResidualPool pool;
  private final ExpertWeights weights;
  private final double[] told = new double[EXPERTS];
  private final double[] shares = new double[MARKS.length * EXPERTS];

  PeakMix(double[] levels, double stepsPerDay, double samplesPerDay) {
    levelCount = levels.length;
    marks = new LevelMarks(MARKS, levels);
    double[] all = Arrays.copyOf(levels, levelCount + MARKS.length);
    System.arraycopy(MARKS, 0, all, levelCount, MARKS.length);
    pool = new ResidualPool(EXPERTS, all, stepsPerDay);
    weights = new ExpertWeights(EXPERTS, MARKS, samplesPerDay);
  }

  void open(int slot) {
    weights.open(slot);
  }

  /** Takes in a value that the experts have told of. */
  void add(int slot, long step, double z, double[] bases) {
    for (int j = 0; j < MARKS.length; j++) {
      for (int k = 0; k < EXPERTS; k++) {
        told[k] = bases[LevelExperts.PEAKS + k] + pool.quantile(k, levelCount + j);
      }
      weights.add(slot, j, z, told, 0);
    }
    pool.add(step, z, bases, LevelExperts.PEAKS);
  }

  /** Looks up what holds for all blocks that are told of a slot at a time. */
  void prepare(int slot) {
    for (int j = 0; j < MARKS.length; j++) {
      weights.weights(slot, j, shares, j * EXPERTS);
    }
  }

  /** A quantile of the slot last prepared, in z. */
  double quantile(int level, double[] bases) {
    double sum = 0;
    for (int k = 0; k < EXPERTS; k++) {
      double base = bases[LevelExperts.PEAKS + k];
      sum += marks.weight(level, k, shares, EXPERTS) * (base + pool.quantile(k, level));
    }
    return sum;
  }

  /** The weights at the upper mark, of the slot last prepared. */
  List<Part> explain() {
    List<Part> parts = new ArrayList<>();
    for (int k = 0; k < EXPERTS; k++) {
      String name = "upper: " + LevelExperts.name(LevelExperts.PEAKS + k);
      parts.add(new Part(name, Kind.WEIGHT, shares[(MARKS.length - 1) * EXPERTS + k]));
    }
    return parts;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.section("pool", pool::save);
    writer.section("weights", section -> weights.save(section, slots));
  }

  void load(SnapshotReader reader, int slots) {
    pool.load(reader.section("pool"));
    weights.load(reader.section("weights"), slots);
  }
}
