/** Recorded resource usage: series, and readers of the formats in which it is published. */
@NullMarked
package io.foreshape.replay.trace;

import org.jspecify.annotations.NullMarked;
