/** How parts are found and configured: providers with ids, their selection, and settings. */
@NullMarked
package io.foreshape.api.provider;

import org.jspecify.annotations.NullMarked;
