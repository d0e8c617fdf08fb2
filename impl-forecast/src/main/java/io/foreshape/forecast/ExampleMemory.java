package io.foreshape.forecast;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;

/**
 * Examples to learn from again and again (Lin, "Self-improving reactive agents", Machine Learning
 * 8, 1992): what was known at some origin, and the values that came. Once {@link #MOST} are kept, a
 * new one takes the place of any of them, so that older ones become ever rarer.
 *
 * <p>Some 300 KiB, whatever the number of series. Not thread-safe.
 */
final class ExampleMemory {

  static final int MOST = 2048;

  private final int inputs;
  private final int values;
  private final Draws draws = new Draws(2);

  private float[] x;
  private float[] seen;
  private int count;

  /** Examples of so many inputs and values. */
  ExampleMemory(int inputs, int values) {
    this.inputs = inputs;
    this.values = values;
    x = new float[MOST * inputs];
    seen = new float[MOST * values];
  }

  int count() {
    return count;
  }

  void add(float[] newX, float[] newSeen) {
    int at = count < MOST ? count++ : draws.nextBelow(MOST);
    System.arraycopy(newX, 0, x, at * inputs, inputs);
    System.arraycopy(newSeen, 0, seen, at * values, values);
  }

  /** Has a network learn from one of the examples. */
  void teach(QuantileNet net) {
    int at = draws.nextBelow(count);
    net.learn(x, at * inputs, seen, at * values, values);
  }

  void save(SnapshotWriter writer) {
    writer.ints("count", count);
    writer.floats("x", x, count * inputs);
    writer.floats("seen", seen, count * values);
    writer.longs("draws", draws.state());
  }

  void load(SnapshotReader reader) {
    count = reader.ints("count", 1, 0, MOST)[0];
    System.arraycopy(reader.floats("x", (long) count * inputs), 0, x, 0, count * inputs);
    System.arraycopy(reader.floats("seen", (long) count * values), 0, seen, 0, count * values);
    draws.restore(reader.longs("draws", 1)[0]);
  }
}
