/** Which CPUs and which memory each instance of one host gets: the problem, answers and solvers. */
@NullMarked
package io.foreshape.solver.spi.placement;

import org.jspecify.annotations.NullMarked;
