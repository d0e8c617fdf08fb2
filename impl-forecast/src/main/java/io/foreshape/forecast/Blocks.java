package io.foreshape.forecast;

import io.foreshape.forecast.spi.ForecasterContext;
import java.time.Duration;

/**
 * Steps taken together, about an hour's, so that a day is a whole number of blocks.
 *
 * @param steps how many steps a block has: the most within an hour that divide the day, one if a
 *     step is longer than an hour
 * @param perDay how many blocks a day has; 24 where the context has no day
 * @param isSeasonal whether the context has a day
 */
record Blocks(int steps, int perDay, boolean isSeasonal) {

  private static final Duration BLOCK = Duration.ofHours(1);
  private static final int WITHOUT_DAY = 24;

  static Blocks of(ForecasterContext context) {
    boolean isSeasonal = !context.seasonalPeriods().isEmpty();
    int day = isSeasonal ? context.seasonalPeriods().get(0) : 0;
    int most = (int) Math.max(1, Steps.in(BLOCK, context.step()));
    while (day % most != 0) {
      most--;
    }
    return new Blocks(most, isSeasonal ? day / most : WITHOUT_DAY, isSeasonal);
  }
}
