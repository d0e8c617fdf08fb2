/** Solvers: who divides the capacity of hosts among instances at the least expected cost. */
@NullMarked
package io.foreshape.solver.spi;

import org.jspecify.annotations.NullMarked;
