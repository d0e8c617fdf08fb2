package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Upper quantiles: those of the experts for peaks, each by its pooled tail, averaged by how well
 * each has done with the series.
 *
 * <p>A series meets its 99th percentile too seldom to know it; so the tails are all series', and
 * what a series has to itself is whom it trusts. Not thread-safe.
 */
final class PeakMix {

  private static final int EXPERTS = LevelExperts.COUNT - LevelExperts.PEAKS;
  private static final double[] MARKS = {0.9, LearnedPeaks.MARK};

  private final int levelCount;
  private final LevelMarks marks;
  private final ResidualPool pool;
  private final ExpertWeights weights;
  private final @Nullable LearnedPeaks learned;
  private final double[] told = new double[EXPERTS];
  private final double[] shares = new double[MARKS.length * EXPERTS];

  /** Quantiles at such levels; with what has been learnt of peaks, where it is. */
  PeakMix(
      double[] levels, double stepsPerDay, double samplesPerDay, @Nullable LearnedPeaks learned) {
    this.learned = learned;
    levelCount = levels.length;
    marks = new LevelMarks(MARKS, levels);
    double[] all = Arrays.copyOf(levels, levelCount + MARKS.length);
    System.arraycopy(MARKS, 0, all, levelCount, MARKS.length);
    pool = new ResidualPool(EXPERTS, all, stepsPerDay);
    weights = new ExpertWeights(EXPERTS, MARKS, samplesPerDay);
  }

  void open(int slot) {
    weights.open(slot);
    if (learned != null) {
      learned.open(slot);
    }
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

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    weights.forget(slot);
    if (learned != null) {
      learned.forget(slot);
    }
  }

  /** Takes in the values of a block that has ended and was wholly known. */
  void addBlock(int slot, long block, float[] values, double[] bases, double floor) {
    if (learned != null) {
      learned.add(slot, block, values, bases, floor, atTopMark(slot, bases));
    }
  }

  private double atTopMark(int slot, double[] bases) {
    int top = MARKS.length - 1;
    weights.weights(slot, top, shares, top * EXPERTS);
    double sum = 0;
    for (int k = 0; k < EXPERTS; k++) {
      double told = bases[LevelExperts.PEAKS + k] + pool.quantile(k, levelCount + top);
      sum += shares[top * EXPERTS + k] * told;
    }
    return sum;
  }

  /** Looks up what holds for all blocks that are told of a slot at a time. */
  void prepare(int slot) {
    for (int j = 0; j < MARKS.length; j++) {
      weights.weights(slot, j, shares, j * EXPERTS);
    }
    if (learned != null) {
      learned.prepare(slot);
    }
  }

  /** Looks up what holds for a block with such bases, of the slot last prepared. */
  void prepareBlock(int slot, long block, long now, float openPeak, double[] bases, double floor) {
    if (learned != null) {
      learned.prepareBlock(slot, block, now, openPeak, bases, floor);
    }
  }

  /** A quantile of the block last prepared, in z. */
  double quantile(int level, double[] bases) {
    double sum = 0;
    for (int k = 0; k < EXPERTS; k++) {
      double base = bases[LevelExperts.PEAKS + k];
      sum += marks.weight(level, k, shares, EXPERTS) * (base + pool.quantile(k, level));
    }
    return learned == null ? sum : learned.quantile(level, sum);
  }

  /** The weights at the upper mark, of the slot last prepared. */
  List<Part> explain() {
    List<Part> parts = new ArrayList<>();
    double ofNet = learned == null ? 0 : learned.share();
    for (int k = 0; k < EXPERTS; k++) {
      String name = "upper: " + LevelExperts.name(LevelExperts.PEAKS + k);
      double weight = shares[(MARKS.length - 1) * EXPERTS + k];
      parts.add(new Part(name, Kind.WEIGHT, (1 - ofNet) * weight));
    }
    if (ofNet > 0) {
      parts.add(new Part("upper: network", Kind.WEIGHT, ofNet));
    }
    return parts;
  }

  void save(SnapshotWriter writer, int slots) {
    writer.section("pool", pool::save);
    writer.section("weights", section -> weights.save(section, slots));
    if (learned != null) {
      writer.section("learned", section -> learned.save(section, slots));
    }
  }

  void load(SnapshotReader reader, int slots) {
    pool.load(reader.section("pool"));
    weights.load(reader.section("weights"), slots);
    if (learned != null) {
      learned.load(reader.section("learned"), slots);
    }
  }
}
