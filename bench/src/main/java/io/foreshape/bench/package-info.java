/**
 * Accuracy and speed boards: every bundled forecaster on public data with published results.
 *
 * <p>Run by {@code bench/run}; what came out is in docs/boards.md.
 */
@NullMarked
package io.foreshape.bench;

import org.jspecify.annotations.NullMarked;
