/** Actuators: who reads and writes the knobs of one platform. */
@NullMarked
package io.foreshape.shaper.spi;

import org.jspecify.annotations.NullMarked;
