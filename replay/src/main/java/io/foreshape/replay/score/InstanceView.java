package io.foreshape.replay.score;

import java.util.List;
import java.util.Map;

/**
 * A stretch of one instance's life, to be drawn: what it used, what was forecast, what each policy
 * gave it. Values are in the trace's own unit; arrays have one value per step.
 *
 * <p>The arrays are not copied; treat them as read-only.
 *
 * @param instanceId the instance
 * @param why why it was chosen, such as {@code largest use}
 * @param startEpochSecond the start of the stretch; a time since an arbitrary zero where the trace
 *     has no absolute time
 * @param stepSeconds the length of a step
 * @param use use per step, NaN where missing
 * @param fanLevels the quantile levels of the forecast fan, ascending; empty without a forecast
 * @param fan per level, the forecast that was current in each step
 * @param allocations per policy id (in display order), the allocation per step at equal risk
 */
// Read-only by contract: drawing data of megabytes is not copied.
@SuppressWarnings("ArrayRecordComponent")
public record InstanceView(
    String instanceId,
    String why,
    long startEpochSecond,
    int stepSeconds,
    double[] use,
    List<Double> fanLevels,
    List<double[]> fan,
    Map<String, double[]> allocations) {}
