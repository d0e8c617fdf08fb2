package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.List;

/**
 * Some experts made one: their bases averaged by how near their medians have come, and how far
 * values have lain from that average.
 *
 * <p>Not thread-safe.
 */
final class Blend {

  private static final double[] MEDIAN = {0.5};

  private final int first;
  private final int experts;
  private final ExpertWeights weights;
  private final ResidualPool pool;
  private final OwnTails tails;
  private final double[] share;
  private final double[] base = new double[1];

  /** A blend of the experts from one (included) to another (excluded). */
  Blend(int first, int end, double stepsPerDay, double samplesPerDay) {
    this.first = first;
    this.experts = end - first;
    this.weights = new ExpertWeights(experts, MEDIAN, samplesPerDay);
    this.pool = new ResidualPool(1, MEDIAN, stepsPerDay);
    this.tails = new OwnTails(pool, 0, samplesPerDay);
    this.share = new double[experts];
  }

  void open(int slot) {
    weights.open(slot);
    tails.open(slot);
  }

  /** Has a slot's record count for little from now on. */
  void forget(int slot) {
    weights.forget(slot);
    tails.forget(slot);
  }

  /** The average of bases. */
  double base(int slot, double[] bases) {
    weights.weights(slot, 0, share, 0);
    double sum = 0;
    for (int k = 0; k < experts; k++) {
      sum += share[k] * bases[first + k];
    }
    return sum;
  }

  /** Writes the quantiles of how far values lie from the average, at ascending levels. */
  void tell(int slot, double[] levels, double[] out) {
    tails.tell(slot, levels, out);
  }

  /** Adds the experts' weights, of a share for all of them. */
  void explain(int slot, double ofAll, List<Part> parts) {
    weights.weights(slot, 0, share, 0);
    for (int k = 0; k < experts; k++) {
      String name = "middle: " + LevelExperts.name(first + k);
      parts.add(new Part(name, Kind.WEIGHT, ofAll * share[k]));
    }
  }

  /** Takes in a value that the experts have told of. */
  void add(int slot, long step, double z, double[] bases) {
    base[0] = base(slot, bases);
    weights.add(slot, 0, z, bases, first);
    pool.add(step, z, base, 0);
    tails.add(slot, z - base[0]);
  }

  void save(SnapshotWriter writer, int slots) {
    writer.section("weights", section -> weights.save(section, slots));
    writer.section("pool", pool::save);
    writer.section("tails", section -> tails.save(section, slots));
  }

  void load(SnapshotReader reader, int slots) {
    weights.load(reader.section("weights"), slots);
    pool.load(reader.section("pool"));
    tails.load(reader.section("tails"), slots);
  }
}
