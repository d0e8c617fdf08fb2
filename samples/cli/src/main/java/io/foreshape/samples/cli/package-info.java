/** The command line: replays traces through right-sizing policies, or shapes live. */
@NullMarked
package io.foreshape.samples.cli;

import org.jspecify.annotations.NullMarked;
