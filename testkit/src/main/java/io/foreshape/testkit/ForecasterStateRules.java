package io.foreshape.testkit;

import static io.foreshape.testkit.ForecasterUnderTest.NEXT_DAY;
import static io.foreshape.testkit.ForecasterUnderTest.UNTOUCHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foreshape.api.forecast.Explanation;
import io.foreshape.api.forecast.SnapshotException;
import io.foreshape.api.provider.Settings;
import io.foreshape.api.workload.WorkloadKey;
import io.foreshape.forecast.spi.ForecasterCapabilities.Trait;
import io.foreshape.forecast.spi.ForecasterProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Those rules of a forecaster that are about its state: saved, loaded and explained. */
interface ForecasterStateRules {

  /** The subject. */
  ForecasterProvider provider();

  /** With what to create forecasters. */
  Settings settings();

  private ForecasterUnderTest fresh() {
    return ForecasterUnderTest.of(provider(), settings());
  }

  private boolean hasSnapshots() {
    return provider().capabilities().traits().contains(Trait.SNAPSHOT);
  }

  /** Opens every kind of series, fits some, and releases one; the slots in use. */
  private static List<Integer> openAll(ForecasterUnderTest subject, int length) {
    List<double[]> histories = new ArrayList<>(Histories.hostile(length));
    histories.add(new double[0]);
    List<Integer> slots = new ArrayList<>();
    for (double[] history : histories) {
      int slot = subject.open();
      subject.forecaster.assign(slot, workload(slots.size()));
      subject.observe(slot, history);
      slots.add(slot);
      if (slots.size() % 2 == 0) {
        subject.forecaster.fit(slot);
      }
      subject.forecast(slot);
    }
    subject.forecaster.release(slots.remove(4));
    return slots;
  }

  private static WorkloadKey workload(int i) {
    return i % 3 == 0 ? WorkloadKey.all() : WorkloadKey.ofApplication("application-" + i % 3);
  }

  /**
   * Declared SNAPSHOT: one that loads what another has saved does the same from then on, bit for
   * bit. Not declared: it says that it can't.
   */
  @Test
  default void required_F113_loadedGoesOnAsSaved() {
    try (ForecasterUnderTest saved = fresh();
        ForecasterUnderTest loaded = fresh()) {
      if (!hasSnapshots()) {
        assertThatThrownBy(() -> Snapshots.copy(saved.forecaster, loaded.forecaster))
            .isInstanceOf(UnsupportedOperationException.class);
        return;
      }
      List<Integer> slots = openAll(saved, 400);
      Snapshots.copy(saved.forecaster, loaded.forecaster);
      assertSame(saved, loaded, slots);
      for (int i = 0; i < 2; i++) {
        int slot = saved.open();
        assertThat(loaded.open()).as("the slot that comes next").isEqualTo(slot);
        saved.forecaster.assign(slot, workload(i + 1));
        loaded.forecaster.assign(slot, workload(i + 1));
        slots.add(slot);
      }
      assertSame(saved, loaded, slots);
      for (int i = 0; i < slots.size(); i++) {
        double[] next = Histories.lively(i, 100);
        saved.observe(slots.get(i), next);
        loaded.observe(slots.get(i), next);
      }
      assertSame(saved, loaded, slots);
      for (int slot : slots) {
        saved.forecaster.fit(slot);
        loaded.forecaster.fit(slot);
      }
      assertSame(saved, loaded, slots);
    }
  }

  private static void assertSame(
      ForecasterUnderTest saved, ForecasterUnderTest loaded, List<Integer> slots) {
    for (int slot : slots) {
      assertThat(loaded.forecast(slot)).as("slot %d", slot).isEqualTo(saved.forecast(slot));
    }
  }

  /**
   * Declared SNAPSHOT: a snapshot that lacks a column is refused with a {@link SnapshotException},
   * unless the forecaster can do without.
   */
  @Test
  default void optional_F114_incompleteSnapshotsAreRefused() {
    assumeTrue(hasSnapshots(), "it does not declare SNAPSHOT");
    byte[] whole;
    try (ForecasterUnderTest saved = fresh()) {
      openAll(saved, 60);
      whole = Snapshots.of(saved.forecaster::save);
    }
    List<byte[]> incomplete = new ArrayList<>(Snapshots.withoutEach(whole));
    byte[] empty = Snapshots.of(writer -> {});
    incomplete.add(empty);
    for (byte[] snapshot : incomplete) {
      try (ForecasterUnderTest subject = fresh()) {
        Throwable thrown = catchThrowable(() -> subject.forecaster.load(Snapshots.read(snapshot)));
        if (thrown != null || snapshot == empty) {
          assertThat(thrown).isInstanceOf(SnapshotException.class);
        }
      }
    }
  }

  /** An explanation changes nothing, and there is none where there is no forecast. */
  @Test
  default void required_F115_explainingChangesNothing() {
    for (double[] history : Histories.hostile(200)) {
      try (ForecasterUnderTest quiet = fresh();
          ForecasterUnderTest asked = fresh()) {
        int expected = quiet.open();
        int slot = asked.open();
        for (double value : history) {
          List<Explanation.Part> parts = asked.forecaster.explain(slot, NEXT_DAY);
          double[] forecast = asked.forecast(slot);
          assertThat(forecast).isEqualTo(quiet.forecast(expected));
          assertThat(forecast[0] != UNTOUCHED || parts.isEmpty())
              .as("nothing is explained where nothing is told")
              .isTrue();
          quiet.forecaster.observe(expected, value);
          asked.forecaster.observe(slot, value);
        }
      }
    }
  }
}
