package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.forecast.spi.SnapshotReader;
import io.foreshape.forecast.spi.SnapshotWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileNetProperties {

  private static final int INPUTS = 3;
  private static final int VALUES = 12;

  private final float[] x = new float[INPUTS];
  private final float[] values = new float[VALUES];

  private void learn(QuantileNet net, SplittableRandom random, int examples, double reach) {
    for (int i = 0; i < examples; i++) {
      for (int k = 0; k < INPUTS; k++) {
        x[k] = (float) random.nextDouble(-1, 1);
      }
      for (int j = 0; j < VALUES; j++) {
        values[j] = (float) (location(x) + reach * random.nextDouble());
      }
      net.learn(x, 0, values, 0, VALUES);
    }
  }

  /** A bend, which a linear quantile regression could not follow. */
  private static double location(float[] x) {
    return 2 * Math.max(0, x[0]) - 0.5 * x[1];
  }

  /** Of values uniform over [l(x), l(x) + 1], the quantile at q is l(x) + q; a line is 0.25 off. */
  @Property(tries = 5)
  void tellsTheConditionalQuantiles(
      @ForAll @LongRange(min = 0, max = 1_000) long seed,
      @ForAll @DoubleRange(min = 0.5, max = 0.95) double level) {
    double[] levels = {level / 2, level};
    QuantileNet net = new QuantileNet(INPUTS, levels);
    SplittableRandom random = new SplittableRandom(seed);
    learn(net, random, 200_000, 1);
    float[] told = new float[levels.length];
    double[] off = new double[levels.length];
    int places = 0;
    for (float a = -0.9f; a <= 0.9f; a += 0.2f) {
      for (float b = -0.9f; b <= 0.9f; b += 0.6f) {
        float[] at = {a, b, 0};
        net.tell(at, 0, told);
        for (int j = 0; j < levels.length; j++) {
          off[j] += Math.abs(told[j] - location(at) - levels[j]);
        }
        places++;
      }
    }
    for (double sum : off) {
      assertThat(sum / places).isLessThan(0.05);
    }
  }

  @Property(tries = 50)
  void staysFinite(
      @ForAll @Size(INPUTS * 20) float[] inputs, @ForAll @IntRange(min = 1, max = 200) int times) {
    QuantileNet net = new QuantileNet(INPUTS, 0.9, 0.98);
    float[] told = new float[2];
    float[] limited = new float[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      limited[i] = Float.isNaN(inputs[i]) ? 0 : PeakFeatures.limited(inputs[i]);
    }
    float[] seen = {-4, 4};
    for (int i = 0; i < times * 20; i++) {
      net.learn(limited, i % 20 * INPUTS, seen, 0, 2);
    }
    net.tell(limited, 0, told);
    assertThat(told[0]).isFinite();
    assertThat(told[1]).isFinite();
  }

  @Property(tries = 10)
  void goesOnFromASnapshotBitByBit(@ForAll @IntRange(min = 1, max = 1_000) int examples) {
    QuantileNet net = new QuantileNet(INPUTS, 0.5, 0.9);
    learn(net, new SplittableRandom(1), examples, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotWriter.write(out, net::save);
    QuantileNet restored = new QuantileNet(INPUTS, 0.5, 0.9);
    restored.load(SnapshotReader.read(new ByteArrayInputStream(out.toByteArray())));
    learn(net, new SplittableRandom(2), 100, 2);
    learn(restored, new SplittableRandom(2), 100, 2);
    float[] at = {0.3f, -0.2f, 0.9f};
    float[] told = new float[2];
    float[] toldByRestored = new float[2];
    net.tell(at, 0, told);
    restored.tell(at, 0, toldByRestored);
    assertThat(toldByRestored).containsExactly(told);
  }

  @Test
  void whatItDrawsIsEven() {
    Draws draws = new Draws(5);
    int[] hits = new int[7];
    double sum = 0;
    for (int i = 0; i < 70_000; i++) {
      hits[draws.nextBelow(7)]++;
      sum += draws.nextSigned();
    }
    for (int count : hits) {
      assertThat(count).isBetween(9_600, 10_400);
    }
    assertThat(sum / 70_000).isCloseTo(0, within(0.01));
  }
}
