/** Carrying a plan out: who applies shapes, and what came of it. */
@NullMarked
package io.foreshape.api.shaping;

import org.jspecify.annotations.NullMarked;
