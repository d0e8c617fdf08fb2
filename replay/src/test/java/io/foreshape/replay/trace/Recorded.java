package io.foreshape.replay.trace;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A series as a test writes it, in the trace's unit.
 *
 * @param id the instance
 * @param start a multiple of the step
 * @param step the step in seconds
 * @param values the values, NaN where missing
 */
record Recorded(String id, long start, int step, List<Float> values) {

  static Arbitrary<Recorded> any() {
    Arbitrary<String> ids =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("0-_.é ")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(id -> id.equals(id.strip()));
    Arbitrary<Integer> steps = Arbitraries.of(1, 7, 59, 60, 300, 301, 3600, 86_400);
    Arbitrary<Integer> starts = Arbitraries.integers().between(0, 100_000);
    Arbitrary<List<Float>> values =
        Arbitraries.floats()
            .between(0, 1e9f)
            .injectNull(0.2)
            .map(value -> value == null ? Float.NaN : value)
            .list()
            .ofMinSize(2)
            .ofMaxSize(40);
    return Combinators.combine(ids, starts, steps, values)
        .as((id, start, step, list) -> new Recorded(id, (long) start * step, step, list));
  }

  /** Several series of different names. */
  static Arbitrary<List<Recorded>> several() {
    return any().list().ofMinSize(1).ofMaxSize(4).uniqueElements(Recorded::id);
  }

  int length() {
    return values.size();
  }

  float value(int i) {
    return values.get(i);
  }

  long time(int i) {
    return start + (long) i * step;
  }

  /** The values as written, times what one of the trace's units is. */
  float[] times(double factor) {
    float[] converted = new float[length()];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (float) (Double.parseDouble(Float.toString(value(i))) * factor);
    }
    return converted;
  }
}
