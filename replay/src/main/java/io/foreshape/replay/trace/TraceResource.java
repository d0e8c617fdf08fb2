package io.foreshape.replay.trace;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;

/**
 * A column of a trace: the name and unit it has there, and the resource it stands for.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name the name in the trace, such as {@code cpu_pct}
 * @param unit the unit in the trace, such as {@code percent}
 * @param resource what it measures
 * @param unitsPerTraceUnit how many of the resource's units one of the trace's units is, such as
 *     0.01 cores for a percent
 */
public record TraceResource(String name, String unit, Resource resource, double unitsPerTraceUnit) {

  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException if the factor is not positive and finite
   */
  public TraceResource {
    requireNonNull(name, "name");
    requireNonNull(unit, "unit");
    requireNonNull(resource, "resource");
    if (!(unitsPerTraceUnit > 0 && unitsPerTraceUnit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "A unit factor is positive and finite, got (" + unitsPerTraceUnit + ") for " + name);
    }
  }

  /**
   * Finds out what a trace's name and unit stand for.
   *
   * <p>Traces publish shares more often than amounts. A share of a CPU whose core count is not told
   * counts as a share of one core, and a share of a memory whose size is not told as a share of 4
   * GiB, the usual amount beside one core; ratios between policies do not depend on either.
   *
   * <table>
   *   <caption>Names and units</caption>
   *   <tr><th>the name has the word</th><th>unit</th><th>resource</th></tr>
   *   <tr><td>cpu</td><td>percent: 0.01 cores; MHz: 0.001 cores (a core of 1 GHz); millicores;
   *     cores, GCU, norm, ratio: 1 core</td><td>{@link Resource#CPU}</td></tr>
   *   <tr><td>mem, memory</td><td>bytes; KB: 1024 bytes; MB, GB likewise; percent: 0.01 of 4 GiB;
   *     norm, norm_mem, ratio: of 4 GiB</td><td>{@link Resource#MEMORY}</td></tr>
   *   <tr><td>disk, with read or write</td><td>bytes/s, KB/s, ...; operations/s</td>
   *     <td>the disk's throughput or IOPS</td></tr>
   *   <tr><td>net, network, with rx, in, receive or tx, out, transmit</td>
   *     <td>bytes/s, KB/s, ...</td>
   *     <td>{@link Resource#NETWORK_INGRESS}, {@link Resource#NETWORK_EGRESS}</td></tr>
   *   <tr><td>anything else</td><td>any</td>
   *     <td>a compressible resource of its own, in the trace's unit</td></tr>
   * </table>
   *
   * <p>Where the unit is empty, the name's own words tell it, as in {@code mem_kb}. A total or a
   * limit, such as {@code cpu_limit}, is mapped like a use: what to read is the caller's choice.
   *
   * @param name the name in the trace; words are separated by anything but letters and digits
   * @param unit the unit in the trace, in any case; may be empty
   * @return what it stands for
   */
  public static TraceResource of(String name, String unit) {
    return TraceUnits.resolve(requireNonNull(name, "name"), requireNonNull(unit, "unit"));
  }
}
