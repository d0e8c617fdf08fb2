/** The command line: replays traces through right-sizing policies. */
@NullMarked
package io.foreshape.samples.cli;

import org.jspecify.annotations.NullMarked;
