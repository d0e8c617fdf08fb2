/** Foreshape's own loop as a policy: profiler, allocator and a simulated platform in one replay. */
@NullMarked
package io.foreshape.replay.foreshape;

import org.jspecify.annotations.NullMarked;
