package io.foreshape.testkit;

import static io.foreshape.testkit.ForecasterUnderTest.CONTEXT;
import static io.foreshape.testkit.ForecasterUnderTest.LEVELS;
import static io.foreshape.testkit.ForecasterUnderTest.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Those rules of a forecaster that are about what workloads its series are of. */
interface ForecasterWorkloadRules {

  /** The subject. */
  ForecasterProvider provider();

  /** With what to create forecasters. */
  Settings settings();

  private ForecasterUnderTest fresh() {
    return ForecasterUnderTest.of(provider(), settings());
  }

  private boolean isAware() {
    return provider().capabilities().traits().contains(Trait.WORKLOADS);
  }

  /** The forecast of a history whose workload is told at first, and another one half-way. */
  private static double[] assigned(ForecasterUnderTest subject, double[] history) {
    int half = history.length / 2;
    int slot = subject.open();
    subject.forecaster.assign(slot, WorkloadKey.ofApplication("pool"));
    subject.observe(slot, Arrays.copyOf(history, half));
    subject.forecaster.assign(slot, WorkloadKey.ofApplication("shop"));
    subject.observe(slot, Arrays.copyOfRange(history, half, history.length));
    return subject.forecast(slot);
  }

  /**
   * Unless declared WORKLOADS, being told a workload changes nothing. Declared, the same history
   * and workloads give the same forecast, which is sound.
   */
  @Test
  default void required_F116_workloadsMayBeToldAtAnyTime() {
    for (double[] history : Histories.hostile(200)) {
      try (ForecasterUnderTest told = fresh();
          ForecasterUnderTest other = fresh()) {
        double[] forecast = assigned(told, history);
        double[] expected =
            isAware() ? assigned(other, history) : other.forecast(other.open(history));
        assertThat(forecast).isEqualTo(expected);
        for (int i = 0; isAware() && forecast[0] != UNTOUCHED && i < forecast.length; i++) {
          assertThat(forecast[i])
              .isFinite()
              .isGreaterThanOrEqualTo(i % LEVELS == 0 ? 0 : forecast[i - 1]);
        }
      }
    }
  }

  /**
   * Declared WORKLOADS: a series without a sample has its workload's level, within a factor of two.
   */
  @Test
  default void optional_F117_knownWorkloadTellsNewSeries() {
    assumeTrue(isAware(), "it does not declare WORKLOADS");
    WorkloadKey[] workloads = {
      WorkloadKey.ofApplication("shop"), WorkloadKey.ofApplication("mail")
    };
    double[] levels = {1, 100};
    try (ForecasterUnderTest subject = fresh()) {
      int[] slots = new int[6];
      for (int i = 0; i < slots.length; i++) {
        slots[i] = subject.open();
        subject.forecaster.assign(slots[i], workloads[i % 2]);
      }
      for (int step = 0; step < 504; step++) {
        for (int i = 0; i < slots.length; i++) {
          subject.forecaster.observe(slots[i], levels[i % 2] * (1 + 0.1 * ((step + i) % 3)));
        }
      }
      int median = Arrays.binarySearch(CONTEXT.levels().toArray(), 0.5);
      for (int i = 0; i < 2; i++) {
        int fresh = subject.open();
        subject.forecaster.assign(fresh, workloads[i]);
        assertThat(subject.forecast(fresh)[median])
            .as("median of a new series of a workload at %s", levels[i])
            .isBetween(levels[i] / 2, levels[i] * 2);
      }
    }
  }
}
