/** The placement solver: best fit and local search. */
@NullMarked
package io.foreshape.solver.placement;

import org.jspecify.annotations.NullMarked;
