/** Where instances run: hosts, their processors, memory and storage tiers, and what is reserved. */
@NullMarked
package io.foreshape.api.host;

import org.jspecify.annotations.NullMarked;
