/**
 * The default allocator, {@code default}, and the bundled solvers, {@code lp} and {@code ga}.
 *
 * <p>A host finds them through their providers; {@link io.foreshape.solver.Allocators} is for those
 * who bring a solver of their own or set a budget in code.
 */
@NullMarked
package io.foreshape.solver;

import org.jspecify.annotations.NullMarked;
