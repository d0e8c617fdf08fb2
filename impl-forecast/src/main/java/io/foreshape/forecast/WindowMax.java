package io.foreshape.forecast;

import io.foreshape.api.forecast.Explanation.Kind;
import io.foreshape.api.forecast.Explanation.Part;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.Arrays;
import java.util.List;

/**
 * Expects the largest of the last values, as Autopilot's S_max does (Rzadca et al., "Autopilot",
 * EuroSys 2020, section 3.2.2). State: 4 bytes per step of the window. Cost: the window is gone
 * through when its largest value leaves it, else constant. Not thread-safe.
 */
final class WindowMax implements PointModel {

  private final int window;
  private float[] rings = new float[0];
  private int[] seen = new int[0];
  private float[] max = new float[0];

  /** A model that looks back so many steps. */
  WindowMax(int window) {
    this.window = window;
  }

  @Override
  public void open(int slot, long firstStep) {
    if (slot >= seen.length) {
      rings = Arrays.copyOf(rings, Slots.columnLength(slot, window));
      seen = Arrays.copyOf(seen, Slots.columnLength(slot, 1));
      max = Arrays.copyOf(max, Slots.columnLength(slot, 1));
    }
    seen[slot] = 0;
    max[slot] = Float.NaN;
    Arrays.fill(rings, slot * window, (slot + 1) * window, Float.NaN);
  }

  @Override
  public void update(int slot, double value) {
    int at = slot * window + seen[slot] % window;
    float leaving = rings[at];
    float coming = (float) value;
    rings[at] = coming;
    seen[slot] = seen[slot] == 2 * window - 1 ? window : seen[slot] + 1;
    if (coming >= max[slot] || Float.isNaN(max[slot])) {
      max[slot] = Float.isNaN(coming) ? max[slot] : coming;
    } else if (leaving == max[slot]) {
      max[slot] = largest(slot);
    }
  }

  private float largest(int slot) {
    float largest = Float.NaN;
    for (int i = slot * window; i < (slot + 1) * window; i++) {
      if (rings[i] > largest || Float.isNaN(largest)) {
        largest = rings[i];
      }
    }
    return largest;
  }

  @Override
  public boolean isReady(int slot) {
    return !Float.isNaN(max[slot]);
  }

  @Override
  public double point(int slot, int ahead) {
    return max[slot];
  }

  @Override
  public double spread(int slot, int ahead) {
    return 1;
  }

  @Override
  public List<Part> explain(int slot, int ahead) {
    return List.of(new Part("largest value in the window", Kind.LEVEL, max[slot]));
  }

  @Override
  public void save(SnapshotWriter writer, int slots) {
    writer.floats("rings", rings, slots * window);
    writer.ints("seen", seen, slots);
    writer.floats("max", max, slots);
  }

  @Override
  public void load(SnapshotReader reader, int slots) {
    rings = reader.floats("rings", (long) slots * window);
    seen = reader.ints("seen", slots, 0, 2 * window - 1);
    max = reader.floats("max", slots);
  }
}
