package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.ForecastWindow;
import io.foreshape.forecast.spi.Forecaster;
import io.foreshape.forecast.spi.ForecasterContext;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Expects a value to lie around a base of recurring peaks ({@link PeakHistory}) as values have lain
 * around theirs ({@link PooledTails}): {@code quantile(q) = base · exp(r(q))}.
 *
 * <p>All series of one forecaster lend each other their tails; they should measure one resource.
 * The tail is learnt for the next block and told for later ones too, so calibration is only claimed
 * for the first hour. A cell that reaches over several blocks is told as the mixture of them.
 *
 * <p>A series that has used nothing within the week is told 0, once a block has ended.
 *
 * <p>Cost: a logarithm per value, about {@link PooledTails#BINS} additions per forecast and again
 * per block of a cell that has several; allocates nothing. Not thread-safe.
 */
final class SeasonalPeak implements Forecaster {

  private static final int BINS = PooledTails.BINS;

  private final double[] levels;
  private final int blockSteps;
  private final PeakHistory history;
  private final PooledTails tails;
  private final Slots slots = new Slots();
  private final double[] survival = new double[BINS + 1];
  private final double[] mixture = new double[BINS + 1];
  private double[] bases = new double[8];

  private long[] nextStep = new long[0];
  private long[] baseBlock = new long[0];
  private double[] base = new double[0];

  SeasonalPeak(ForecasterContext context) {
    this.levels = context.levels().toArray();
    Blocks blocks = Blocks.of(context);
    this.blockSteps = blocks.steps();
    this.history = new PeakHistory(blockSteps, blocks.perDay(), blocks.isSeasonal());
    this.tails = new PooledTails(Steps.in(Duration.ofDays(1), context.step()));
  }

  @Override
  public int open(long firstStep) {
    int slot = slots.open();
    if (slot >= nextStep.length) {
      int longer = Slots.columnLength(slot, 1);
      nextStep = Arrays.copyOf(nextStep, longer);
      baseBlock = Arrays.copyOf(baseBlock, longer);
      base = Arrays.copyOf(base, longer);
    }
    nextStep[slot] = firstStep;
    baseBlock[slot] = Long.MIN_VALUE;
    history.open(slot);
    tails.open(slot);
    return slot;
  }

  @Override
  public void release(int slot) {
    slots.release(slot);
  }

  @Override
  public void observe(int slot, double value) {
    long step = nextStep[slot]++;
    double seen = Math.min(value, Slots.LARGEST_VALUE);
    if (history.isKnown(slot) && !Double.isNaN(seen)) {
      long block = history.blockOf(step);
      if (block != baseBlock[slot]) {
        baseBlock[slot] = block;
        base[slot] = history.base(slot, block, block);
      }
      // A base of 0 has seen no use at all: there is no distance from it.
      if (base[slot] > 0) {
        tails.add(slot, step, Math.log(seen / base[slot]));
      }
    }
    history.add(slot, step, seen);
  }

  @Override
  public boolean forecast(int slot, ForecastWindow window, double[] out) {
    if (isIdle(slot)) {
      Arrays.fill(out, 0, window.cells() * levels.length, 0);
      return true;
    }
    if (!isTold(slot)) {
      return false;
    }
    tails.survival(slot, nextStep[slot], survival);
    long from = nextStep[slot] + window.leadSteps();
    for (int cell = 0; cell < window.cells(); cell++) {
      tell(slot, from, from + window.cellSteps(), out, cell * levels.length);
      from += window.cellSteps();
    }
    return true;
  }

  private boolean isIdle(int slot) {
    return history.isIdle(slot) && history.hasEndedBlock(slot);
  }

  private boolean isTold(int slot) {
    return history.isKnown(slot) && !history.isIdle(slot) && !tails.isEmpty();
  }

  /** Tells the quantiles of the steps from one (included) to another (excluded). */
  private void tell(int slot, long from, long to, double[] out, int offset) {
    long now = history.blockOf(nextStep[slot]);
    long first = history.blockOf(from);
    int blocks = Math.toIntExact(history.blockOf(to - 1) - first + 1);
    if (blocks > bases.length) {
      bases = new double[2 * blocks];
    }
    double largest = 0;
    for (int i = 0; i < blocks; i++) {
      bases[i] = history.base(slot, first + i, now);
      largest = Math.max(largest, bases[i]);
    }
    if (blocks > 1) {
      mix(from, to, first, blocks, largest);
    }
    read(blocks > 1 ? mixture : survival, largest, out, offset);
  }

  /**
   * The mixture's survival, in distances from the largest base: {@code Σ w · S(u + ln(largest /
   * base))} over the blocks, w a block's share of the steps.
   */
  private void mix(long from, long to, long first, int blocks, double largest) {
    Arrays.fill(mixture, 0);
    for (int i = 0; i < blocks; i++) {
      long start = (first + i) * blockSteps;
      long steps = Math.min(to, start + blockSteps) - Math.max(from, start);
      double weight = (double) steps / (to - from);
      double shift = Math.min(BINS, Math.log(largest / bases[i]) / PooledTails.WIDTH);
      int whole = (int) shift;
      double part = shift - whole;
      double low = weight * (1 - part);
      double high = weight * part;
      for (int k = 0; k < BINS - whole; k++) {
        mixture[k] += low * survival[k + whole] + high * survival[k + whole + 1];
      }
    }
  }

  /** Reads quantiles off a survival function, the highest first; linear within a bin. */
  private void read(double[] share, double largest, double[] out, int offset) {
    int bin = BINS - 1;
    for (int i = levels.length - 1; i >= 0; i--) {
      double above = 1 - levels[i];
      while (bin > 0 && share[bin] < above) {
        bin--;
      }
      double mass = share[bin] - share[bin + 1];
      double part = mass > 0 ? (share[bin] - above) / mass : 1;
      double u = PooledTails.LEAST + PooledTails.WIDTH * (bin + Math.max(0, Math.min(1, part)));
      out[offset + i] = largest * Math.exp(u);
    }
  }

  /** Does nothing: there are no parameters to fit. */
  @Override
  public void fit(int slot) {}

  @Override
  public List<Part> explain(int slot, ForecastWindow window) {
    if (!isTold(slot)) {
      return isIdle(slot) ? List.of(new Part("last week's peak", Kind.LEVEL, 0)) : List.of();
    }
    long now = history.blockOf(nextStep[slot]);
    long block = history.blockOf(nextStep[slot] + window.leadSteps());
    List<Part> parts = new ArrayList<>(history.explain(slot, block, now));
    double poolShare = tails.poolShare(slot, nextStep[slot]);
    parts.add(new Part("its own tail", Kind.WEIGHT, 1 - poolShare));
    parts.add(new Part("all series' tail", Kind.WEIGHT, poolShare));
    return parts;
  }

  @Override
  public void save(SnapshotWriter writer) {
    slots.save(writer);
    writer.longs("nextStep", nextStep, slots.count());
    writer.longs("baseBlock", baseBlock, slots.count());
    writer.doubles("base", base, slots.count());
    writer.section("history", section -> history.save(section, slots.count()));
    writer.section("tails", section -> tails.save(section, slots.count()));
  }

  @Override
  public void load(SnapshotReader reader) {
    int count = slots.load(reader);
    nextStep = reader.longs("nextStep", count);
    baseBlock = reader.longs("baseBlock", count);
    base = reader.doubles("base", count);
    history.load(reader.section("history"), count);
    tails.load(reader.section("tails"), count);
  }
}
