/** Forecasters: models that hold many series by slot and tell quantiles of what comes next. */
@NullMarked
package io.foreshape.forecast.spi;

import org.jspecify.annotations.NullMarked;
