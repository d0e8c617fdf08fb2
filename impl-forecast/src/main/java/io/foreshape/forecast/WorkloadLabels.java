package io.foreshape.forecast;

import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the workload of each series, as numbers: one for each value of the application,
 * the instance type, the region and every entry of the configuration.
 *
 * <p>The first {@link #MOST} values of a forecaster have numbers, and of a series the first {@link
 * #PER_SLOT}; others are as unknown. Layout: {@link #PER_SLOT} ints per slot, {@link #NONE} where
 * there is none. Not thread-safe.
 */
final class WorkloadLabels {

  static final int PER_SLOT = 8;
  static final int NONE = -1;

  private static final int MOST = 1_024;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int[] ofSlot = new int[0];

  void open(int slot) {
    if (slot >= ofSlot.length / PER_SLOT) {
      ofSlot = Arrays.copyOf(ofSlot, Slots.columnLength(slot, PER_SLOT));
    }
    Arrays.fill(ofSlot, slot * PER_SLOT, (slot + 1) * PER_SLOT, NONE);
  }

  void assign(int slot, WorkloadKey workload) {
    int at = slot * PER_SLOT;
    Arrays.fill(ofSlot, at, at + PER_SLOT, NONE);
    int end = at + PER_SLOT;
    at = put(at, end, "application", workload.application());
    at = put(at, end, "instance type", workload.instanceType());
    at = put(at, end, "region", workload.region());
    for (Map.Entry<String, String> entry : workload.configuration().entrySet()) {
      at = put(at, end, "configuration " + entry.getKey(), entry.getValue());
    }
  }

  private int put(int at, int end, String name, @Nullable String value) {
    int number = value == null ? NONE : number(name + " " + value);
    if (number == NONE || at == end) {
      return at;
    }
    ofSlot[at] = number;
    return at + 1;
  }

  private int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() == MOST) {
      return NONE;
    }
    numbers.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /** How many values have numbers. */
  int count() {
    return texts.size();
  }

  /** A number of a series, from 0 to {@link #PER_SLOT}; those after {@link #NONE} are none too. */
  int of(int slot, int index) {
    return ofSlot[slot * PER_SLOT + index];
  }

  /** What a number stands for, such as {@code application shop}. */
  String text(int number) {
    return texts.get(number);
  }

  /** Writes the values and the numbers of the first slots. */
  void save(SnapshotWriter writer, int slots) {
    writer.texts("texts", texts);
    writer.ints("ofSlot", ofSlot, slots * PER_SLOT);
  }

  void load(SnapshotReader reader, int slots) {
    texts.clear();
    numbers.clear();
    for (String text : reader.texts("texts")) {
      if (numbers.put(text, texts.size()) != null || texts.size() == MOST) {
        throw new SnapshotException("its workloads have a value twice, or too many");
      }
      texts.add(text);
    }
    ofSlot = reader.ints("ofSlot", (long) slots * PER_SLOT, NONE, texts.size() - 1);
  }
}
