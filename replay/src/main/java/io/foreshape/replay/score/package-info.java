/** How well a policy did: slack, violations, churn and cost, at its defaults and at equal risk. */
@NullMarked
package io.foreshape.replay.score;

import org.jspecify.annotations.NullMarked;
