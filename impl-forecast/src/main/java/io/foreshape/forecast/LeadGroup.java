package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is learnt of forecasts that reach about equally far: which experts to trust, and how far
 * values lie from their bases. Each series has a forecast of the group under way, noted at some
 * origin and checked against the values that come so many steps later; when it has been overtaken,
 * the next one is noted.
 *
 * <p>Not thread-safe.
 */
final class LeadGroup {

  private static final long NONE = Long.MIN_VALUE;

  /** From here on, upper quantiles go over to the experts for peaks, up to there. */
  private static final double PEAKS_FROM = 0.9;

  private static final double PEAKS_ALONE = 0.95;

  private final int firstLead;
  private final int lastLead;
  private final int every;
  private final double[] levels;
  private final CentralMix central;
  private final @Nullable PeakMix peaks;
  private final @Nullable NotedGuest guest;

  private long[] origin = new long[0];
  private float[] noted = new float[0];

  /**
   * Forecasts so many steps ahead, checked at every so many steps.
   *
   * @param levels at which quantiles are told
   * @param peaks tells the upper ones; null if no others do
   */
  LeadGroup(
      int firstLead,
      int lastLead,
      int every,
      double[] levels,
      double stepsPerDay,
      PastMeans past,
      @Nullable PeakMix peaks,
      @Nullable Guest guest) {
    this.firstLead = firstLead;
    this.lastLead = lastLead;
    this.every = every;
    this.levels = levels;
    double samplesPerDay = samplesPerDay(firstLead, lastLead, every, stepsPerDay);
    central = new CentralMix(levels, past, guest != null, stepsPerDay, samplesPerDay);
    this.peaks = peaks;
    this.guest = guest == null ? null : new NotedGuest(guest, firstLead, lastLead, levels);
  }

  /** How many values a day are held against forecasts that reach so far. */
  static double samplesPerDay(int firstLead, int lastLead, int every, double stepsPerDay) {
    return stepsPerDay * (lastLead - firstLead + 1.0) / lastLead / every;
  }

  int lastLead() {
    return lastLead;
  }

  void open(int slot) {
    if (slot >= origin.length) {
      origin = Arrays.copyOf(origin, Slots.columnLength(slot, 1));
      noted = Arrays.copyOf(noted, Slots.columnLength(slot, LevelExperts.NOTED));
    }
    origin[slot] = NONE;
    central.open(slot);
    if (peaks != null) {
      peaks.open(slot);
    }
    if (guest != null) {
      guest.open(slot);
    }
  }

  /** Whether a step's value is to be held against the forecast under way. */
  boolean isDue(int slot, long step) {
    long lead = step - origin[slot] + 1;
    return origin[slot] != NONE
        && lead >= firstLead
        && lead <= lastLead
        && Math.floorMod(step, (long) every) == 0;
  }

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    central.forget(slot);
    if (peaks != null) {
      peaks.forget(slot);
    }
  }

  /**
   * Holds a step's value against the forecast under way.
   *
   * @return how far it lies from what was expected, in z; 0 if nothing was
   */
  double add(LevelExperts experts, int slot, long step, long block, double value, double floor) {
    double[] bases = experts.tell(slot, noted, slot * LevelExperts.NOTED, block, block, floor);
    double z = Math.log(value + floor);
    double[] told = null;
    if (guest != null) {
      told = guest.told(slot, (int) (step - origin[slot] + 1), floor);
      if (told == null) {
        return 0;
      }
    }
    central.add(slot, step, experts.blockOf(origin[slot]), z, bases, floor, told);
    if (peaks != null) {
      peaks.add(slot, step, z, bases);
    }
    return central.error(z);
  }

  /** Takes in the values of a block that has ended, if the forecast under way is of just it. */
  void addBlock(LevelExperts experts, int slot, long step, float[] values, double floor) {
    if (peaks == null || step - origin[slot] + 1 != values.length) {
      return;
    }
    long block = experts.blockOf(step);
    double[] bases = experts.tell(slot, noted, slot * LevelExperts.NOTED, block, block, floor);
    peaks.addBlock(slot, block, values, bases, floor);
  }

  /** Notes where a series stands before a step, if the forecast under way does not reach it. */
  void note(LevelExperts experts, int slot, long step) {
    if (origin[slot] == NONE || step - origin[slot] + 1 > lastLead) {
      origin[slot] = step;
      experts.note(slot, step, noted, slot * LevelExperts.NOTED);
      if (guest != null) {
        guest.note(slot);
      }
    }
  }

  /** Looks up what holds for all blocks that are told of a slot at a time. */
  void prepare(int slot, long now, double floor) {
    central.prepare(slot, now, floor);
    if (peaks != null) {
      peaks.prepare(slot);
    }
  }

  /**
   * Writes the quantiles of a block with such bases, of the slot last prepared.
   *
   * @param lead a step of the block, counted from the origin
   * @param now the first block that has not ended
   */
  void tell(
      int slot,
      long lead,
      long block,
      long now,
      float openPeak,
      double[] bases,
      double floor,
      double[] out) {
    central.prepareBlock(slot, bases);
    if (peaks != null) {
      peaks.prepareBlock(slot, block, now, openPeak, bases, floor);
    }
    double last = 0;
    for (int i = 0; i < levels.length; i++) {
      double peakShare = peaks == null ? 0 : peakShare(levels[i]);
      double z = 0;
      if (peakShare < 1) {
        double ofGuest = guest == null ? Double.NaN : guest.quantile(lead, i, floor);
        z = (1 - peakShare) * central.quantile(i, ofGuest);
      }
      if (peaks != null && peakShare > 0) {
        z += peakShare * peaks.quantile(i, bases);
      }
      // Averages by other weights may cross.
      last = Math.max(last, Math.exp(z) - floor);
      out[i] = last;
    }
  }

  /** The experts' weights at the median and far up, of the slot last prepared. */
  List<Part> explain(int slot) {
    List<Part> parts = central.explain(slot);
    if (peaks != null) {
      parts.addAll(peaks.explain());
    }
    return parts;
  }

  private static double peakShare(double level) {
    return Math.max(0, Math.min(1, (level - PEAKS_FROM) / (PEAKS_ALONE - PEAKS_FROM)));
  }

  /** Writes the state of the first slots, and what they share. */
  void save(SnapshotWriter writer, int slots) {
    writer.longs("origin", origin, slots);
    writer.floats("noted", noted, slots * LevelExperts.NOTED);
    writer.section("central", section -> central.save(section, slots));
    if (peaks != null) {
      writer.section("peaks", section -> peaks.save(section, slots));
    }
    if (guest != null) {
      writer.section("guest", section -> guest.save(section, slots));
    }
  }

  void load(SnapshotReader reader, int slots) {
    origin = reader.longs("origin", slots);
    noted = reader.floats("noted", (long) slots * LevelExperts.NOTED);
    central.load(reader.section("central"), slots);
    if (peaks != null) {
      peaks.load(reader.section("peaks"), slots);
    }
    if (guest != null) {
      guest.load(reader.section("guest"), slots);
    }
  }
}
