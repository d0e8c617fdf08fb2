package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.replay.report.TimeAxis.Tick;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

  private static final long DAY = 86_400;
  private static final long MARCH_12 = 1_741_737_600;

  @Test
  void absoluteTimes_areDatesInUtc_withTheMonthWhereItStarts() {
    List<Tick> ticks = new TimeAxis(MARCH_12, MARCH_12 + 4 * DAY).ticks(5);
    assertThat(ticks)
        .extracting(Tick::label)
        .containsExactly("12 Mar", "Thu 13", "Fri 14", "Sat 15");
  }

  @Test
  void timesSinceAnArbitraryZero_areNumberedDays() {
    TimeAxis axis = new TimeAxis(14 * DAY, 16 * DAY);
    assertThat(axis.ticks(5))
        .extracting(Tick::label)
        .containsExactly("day 15", "12:00", "day 16", "12:00");
    assertThat(axis.describe()).isEqualTo("day 15 to day 16");
  }

  @Property
  void ticksLieOnTheAxis(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long start,
      @ForAll @LongRange(min = 1, max = 400_000_000L) long length) {
    List<Tick> ticks = new TimeAxis(start, start + length).ticks(12);
    assertThat(ticks).hasSizeLessThanOrEqualTo(13);
    assertThat(ticks).allMatch(tick -> tick.second() >= start && tick.second() < start + length);
  }
}
