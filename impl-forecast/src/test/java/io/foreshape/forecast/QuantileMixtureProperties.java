package io.foreshape.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foreshape.api.forecast.QuantileLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class QuantileMixtureProperties {

  private static final double[] LEVELS = QuantileLevels.standard().toArray();

  private static final class Part {

    private final double[] quantiles = new double[LEVELS.length];
    private double weight;
  }

  /** Ascending quantiles, now and then equal ones, so that the distribution has jumps. */
  @Provide
  Arbitrary<Part> parts() {
    return Arbitraries.randomValue(
        random -> {
          double scale = Math.pow(10, random.nextInt(-6, 7));
          Part part = new Part();
          double value = random.nextBoolean() ? 0 : random.nextDouble() * scale;
          for (int i = 0; i < LEVELS.length; i++) {
            value += random.nextInt(3) == 0 ? 0 : random.nextDouble() * scale;
            part.quantiles[i] = value;
          }
          part.weight = 0.01 + random.nextInt(5);
          return part;
        });
  }

  private static double[] mixed(List<Part> parts) {
    QuantileMixture mixture = new QuantileMixture(LEVELS);
    parts.forEach(part -> mixture.add(part.quantiles, 0, part.weight));
    double[] out = new double[LEVELS.length];
    mixture.tell(out, 0);
    return out;
  }

  @Property
  void oneOrManyOfTheSameAreThatPart(@ForAll("parts") Part part) {
    for (List<Part> parts : List.of(List.of(part), List.of(part, part, part))) {
      double[] out = mixed(parts);
      for (int i = 0; i < out.length; i++) {
        double told = part.quantiles[i];
        assertThat(out[i]).isCloseTo(told, within(1e-9 * part.quantiles[LEVELS.length - 1]));
      }
    }
  }

  @Property
  void liesBetweenThePartsAndDoesNotCross(
      @ForAll @Size(min = 2, max = 6) List<@From("parts") Part> parts) {
    double[] out = mixed(parts);
    for (int i = 0; i < out.length; i++) {
      int level = i;
      double least = parts.stream().mapToDouble(each -> each.quantiles[level]).min().orElseThrow();
      double most = parts.stream().mapToDouble(each -> each.quantiles[level]).max().orElseThrow();
      assertThat(out[i]).isBetween(least * (1 - 1e-9), most * (1 + 1e-9));
      assertThat(out[i]).isGreaterThanOrEqualTo(i == 0 ? 0 : out[i - 1]);
    }
  }

  @Property
  void orderOfThePartsDoesNotMatter(
      @ForAll @Size(min = 2, max = 6) List<@From("parts") Part> parts, @ForAll Random random) {
    List<Part> shuffled = new ArrayList<>(parts);
    Collections.shuffle(shuffled, random);
    double[] out = mixed(parts);
    double[] again = mixed(shuffled);
    for (int i = 0; i < out.length; i++) {
      assertThat(again[i]).isCloseTo(out[i], within(1e-9 * out[LEVELS.length - 1]));
    }
  }

  /** The share of draws of the parts below a quantile is its level, within 5 standard errors. */
  @Property(tries = 50)
  void agreesWithDraws(
      @ForAll @Size(min = 1, max = 4) List<@From("parts") Part> parts, @ForAll long seed) {
    int draws = 20_000;
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[draws];
    double total = parts.stream().mapToDouble(each -> each.weight).sum();
    for (int d = 0; d < draws; d++) {
      double at = random.nextDouble() * total;
      int part = 0;
      while (part < parts.size() - 1 && at >= parts.get(part).weight) {
        at -= parts.get(part++).weight;
      }
      values[d] = draw(parts.get(part).quantiles, random.nextDouble());
    }
    double[] out = mixed(parts);
    for (int i = 0; i < out.length; i++) {
      double told = out[i];
      double slack = 1e-9 * told;
      double below = Arrays.stream(values).filter(each -> each < told - slack).count();
      double upTo = Arrays.stream(values).filter(each -> each <= told + slack).count();
      double error = 5 * Math.sqrt(LEVELS[i] * (1 - LEVELS[i]) / draws);
      assertThat(below / draws).isLessThanOrEqualTo(LEVELS[i] + error);
      assertThat(upTo / draws).isGreaterThanOrEqualTo(LEVELS[i] - error);
    }
  }

  private static double draw(double[] quantiles, double level) {
    int above = 0;
    while (above < LEVELS.length && LEVELS[above] < level) {
      above++;
    }
    if (above == 0 || above == LEVELS.length) {
      return quantiles[Math.min(above, LEVELS.length - 1)];
    }
    double part = (level - LEVELS[above - 1]) / (LEVELS[above] - LEVELS[above - 1]);
    return quantiles[above - 1] + part * (quantiles[above] - quantiles[above - 1]);
  }
}
