/** What an instance gets: shapes, their dimensions, and the changes between two shapes. */
@NullMarked
package io.foreshape.api.shape;

import org.jspecify.annotations.NullMarked;
