/** Shapes a few workloads of its own on this machine while somebody looks on. */
@NullMarked
package io.foreshape.samples.cli.live;

import org.jspecify.annotations.NullMarked;
