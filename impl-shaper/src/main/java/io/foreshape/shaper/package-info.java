/** The default shaper: all of an instance's changes or none, on any actuator. */
@NullMarked
package io.foreshape.shaper;

import org.jspecify.annotations.NullMarked;
