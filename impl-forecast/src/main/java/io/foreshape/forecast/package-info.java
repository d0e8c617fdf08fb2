/** The default profiler and the bundled forecasters. */
@NullMarked
package io.foreshape.forecast;

import org.jspecify.annotations.NullMarked;
