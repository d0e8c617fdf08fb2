/** Linux: the shapes and the usage of cgroups, v2 and v1. */
@NullMarked
package io.foreshape.linux;

import org.jspecify.annotations.NullMarked;
