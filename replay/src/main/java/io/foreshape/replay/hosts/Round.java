package io.foreshape.replay.hosts;

import io.foreshape.api.forecast.DemandProfile;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What all dividers decide upon in one plan.
 *
 * @param effectiveFrom when it takes effect
 * @param instances those that are there then
 * @param profiles what they will need
 * @param wishes per resource and instance, what would cost least if there were enough; 0 for who
 *     has gone
 */
// Read-only, and handed over within one round.
@SuppressWarnings("ArrayRecordComponent")
record Round(
    Instant effectiveFrom,
    List<Instance> instances,
    Map<InstanceId, DemandProfile> profiles,
    double[][] wishes) {}
