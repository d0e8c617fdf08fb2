/** Who gets what and why: costs, plans, their certificates, shortfalls and reasons. */
@NullMarked
package io.foreshape.api.plan;

import org.jspecify.annotations.NullMarked;
