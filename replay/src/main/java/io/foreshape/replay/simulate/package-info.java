/**
 * The trace-driven simulator: policies at work on recorded fleets, scored against what happened.
 */
@NullMarked
package io.foreshape.replay.simulate;

import org.jspecify.annotations.NullMarked;
