package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;

/**
 * Upper quantiles as a network has learnt them from all series ({@link QuantileNet}), averaged with
 * those of the experts: what either gets wrong, the other often does not.
 *
 * <p>At the end of each block the network learns from the block's values, and from some of the past
 * ones again. It tells three quantiles, {@code z = reference + p(features)}, so that tails are as
 * wide as the moment has it; the others lie on lines through them ({@link TailLines}). How much a
 * series listens is weighed by its record ({@link ExpertWeights}): the experts alone, or the mean
 * of both.
 *
 * <p>Layout: {@link #OWN} floats per slot, and the weights. Not thread-safe.
 */
final class LearnedPeaks {

  /** How far up a series' values reach from the reference: it tracks so many quantiles. */
  static final int OWN = 2;

  private static final double[] LEARNED = {0.9, 0.98, 0.995};
  private static final float[] OWN_LEVELS = {0.9f, 0.98f};
  private static final float OWN_RATE = 0.01f;

  /** Where it is held against the experts. */
  static final double MARK = 0.985;

  private static final int REPEATS = 4;

  /** The network is not asked before it has learnt from so many blocks. */
  private static final int FEWEST = 500;

  private static final double SHARE = 0.7;

  private final int levelCount;
  private final int blockSteps;
  private final PeakFeatures features;
  private final QuantileNet net = new QuantileNet(PeakFeatures.COUNT, LEARNED);
  private final ExampleMemory memory;
  private final TailLines lines;
  private final ExpertWeights weights;
  private final float[] x = new float[PeakFeatures.COUNT];
  private final float[] seen;
  private final float[] above = new float[LEARNED.length];
  private final double[] told = new double[2];
  private final double[] shares = new double[2];

  private float[] own = new float[0];

  /** The base that the network's answer counts from, of the block last looked at. */
  private double reference;

  /** The network's say in the slot last prepared; 0 while it is not asked. */
  private double share;

  LearnedPeaks(PeakFeatures features, double[] levels, int blockSteps, double stepsPerDay) {
    this.features = features;
    this.blockSteps = blockSteps;
    levelCount = levels.length;
    memory = new ExampleMemory(PeakFeatures.COUNT, blockSteps);
    double[] all = Arrays.copyOf(levels, levelCount + 1);
    all[levelCount] = MARK;
    lines = new TailLines(LEARNED, all);
    weights = new ExpertWeights(2, new double[] {MARK}, stepsPerDay);
    seen = new float[blockSteps];
  }

  void open(int slot) {
    if ((slot + 1) * OWN > own.length) {
      own = Arrays.copyOf(own, Slots.columnLength(slot, OWN));
    }
    Arrays.fill(own, slot * OWN, (slot + 1) * OWN, 0);
    weights.open(slot);
  }

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    weights.forget(slot);
  }

  /**
   * Takes in a block that has ended.
   *
   * @param values of the block, in any order
   * @param ofExperts what the experts tell at {@link #MARK}, in z
   */
  void add(int slot, long block, float[] values, double[] bases, double floor, double ofExperts) {
    look(slot, block, block, 0, bases, floor);
    boolean isAsked = memory.count() >= FEWEST;
    told[0] = ofExperts;
    told[1] = (1 - SHARE) * ofExperts + SHARE * (reference + lines.quantile(levelCount, above));
    for (int i = 0; i < blockSteps; i++) {
      double z = Math.log(values[i] + floor);
      seen[i] = PeakFeatures.limited(z - reference);
      if (isAsked) {
        weights.add(slot, 0, z, told, 0);
      }
    }
    memory.add(x, seen);
    for (int i = 0; i < REPEATS; i++) {
      memory.teach(net);
    }
    track(slot);
  }

  /** Follows the series' quantiles by steps up and down (Robbins and Monro 1951). */
  private void track(int slot) {
    for (int i = 0; i < OWN; i++) {
      int above = 0;
      for (float value : seen) {
        above += value > own[slot * OWN + i] ? 1 : 0;
      }
      own[slot * OWN + i] += OWN_RATE * (above - blockSteps * (1 - OWN_LEVELS[i]));
    }
  }

  private void look(int slot, long block, long now, float openPeak, double[] bases, double floor) {
    features.fill(slot, block, now, openPeak, bases, floor, x);
    System.arraycopy(own, slot * OWN, x, PeakFeatures.OWN, OWN);
    reference = bases[PeakFeatures.REFERENCE];
    net.tell(x, 0, above);
    for (int j = 1; j < above.length; j++) {
      above[j] = Math.max(above[j - 1], above[j]);
    }
  }

  /** Looks up what holds for all blocks that are told of a slot at a time. */
  void prepare(int slot) {
    if (memory.count() < FEWEST) {
      share = 0;
      return;
    }
    weights.weights(slot, 0, shares, 0);
    share = SHARE * shares[1];
  }

  /** Looks up what holds for a block with such bases, of the slot last prepared. */
  void prepareBlock(int slot, long block, long now, float openPeak, double[] bases, double floor) {
    if (share > 0) {
      look(slot, block, now, openPeak, bases, floor);
    }
  }

  double share() {
    return share;
  }

  /** A quantile of the block last prepared, in z, given what the experts tell. */
  double quantile(int level, double ofExperts) {
    return share > 0
        ? (1 - share) * ofExperts + share * (reference + lines.quantile(level, above))
        : ofExperts;
  }

  /** Writes the state of the first slots, and what they share. */
  void save(SnapshotWriter writer, int slots) {
    writer.section("net", net::save);
    writer.section("memory", memory::save);
    writer.section("weights", section -> weights.save(section, slots));
    writer.floats("own", own, slots * OWN);
  }

  void load(SnapshotReader reader, int slots) {
    net.load(reader.section("net"));
    memory.load(reader.section("memory"));
    weights.load(reader.section("weights"), slots);
    own = reader.floats("own", (long) slots * OWN);
  }
}
