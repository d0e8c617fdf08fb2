/** A platform in memory: for replays, tests and trying things out. */
@NullMarked
package io.foreshape.shaper.simulated;

import org.jspecify.annotations.NullMarked;
