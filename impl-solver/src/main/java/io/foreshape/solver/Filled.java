package io.foreshape.solver;

import io.foreshape.solver.spi.DualPrices;

/**
 * What a division that may be cut short has come to.
 *
 * @param amounts by block and claim; not copied
 * @param prices what one more unit of each limit would save
 * @param work how much of what the division counts was done
 * @param isExact whether no division costs less, but for the gap
 * @param isCutShort whether time or work did not suffice
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record Filled(
    double[][] amounts, DualPrices prices, long work, boolean isExact, boolean isCutShort) {}
