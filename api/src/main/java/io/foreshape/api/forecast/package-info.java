/** What instances will need: time grids, quantile levels, demand profiles, and who learns them. */
@NullMarked
package io.foreshape.api.forecast;

import org.jspecify.annotations.NullMarked;
