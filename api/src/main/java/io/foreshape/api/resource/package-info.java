/** What an instance consumes: resources, their units, and amounts of several resources at once. */
@NullMarked
package io.foreshape.api.resource;

import org.jspecify.annotations.NullMarked;
