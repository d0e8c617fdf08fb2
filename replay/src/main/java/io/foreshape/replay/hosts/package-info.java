/** Whole machines that run short: what there is, divided in several ways, on recorded use. */
@NullMarked
package io.foreshape.replay.hosts;

import org.jspecify.annotations.NullMarked;
