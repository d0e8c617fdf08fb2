/** Solvers of OR-Tools, for large problems whose budgets overlap. They run native code. */
@NullMarked
package io.foreshape.ortools;

import org.jspecify.annotations.NullMarked;
