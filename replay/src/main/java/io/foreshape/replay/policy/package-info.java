/** Right-sizing rules that can be replayed: Foreshape's own, the incumbents, and the oracle. */
@NullMarked
package io.foreshape.replay.policy;

import org.jspecify.annotations.NullMarked;
