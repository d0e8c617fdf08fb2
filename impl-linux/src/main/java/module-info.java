/** Linux: reads and shapes cgroups, v2 and v1. */
module io.foreshape.linux {
  requires transitive io.foreshape.api;
  requires transitive io.foreshape.shaper.spi;
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.foreshape.linux;

  provides io.foreshape.api.workload.UsageSourceProvider with
      io.foreshape.linux.CgroupUsageSourceProvider;
  provides io.foreshape.shaper.spi.ActuatorProvider with
      io.foreshape.linux.CgroupActuatorProvider;
}
