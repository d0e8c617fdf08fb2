package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.host.HostId;
import io.foreshape.api.resource.Resource;
import io.foreshape.api.resource.ResourceVector;
import io.foreshape.api.workload.Instance;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.api.workload.MissCurve;
import io.foreshape.api.workload.Pressure;
import io.foreshape.api.workload.UsageSample;
import io.foreshape.api.workload.WorkloadKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Keys ask their ancestors in order, and instances and samples do not contradict themselves. */
@PropertyDefaults(tries = 200)
@Domain(DomainArbitraries.class)
@Domain(DomainContext.Global.class)
class WorkloadProperties {

  @Property
  void ancestryGoesFromTheKeyToAll(@ForAll WorkloadKey key) {
    List<WorkloadKey> ancestry = key.ancestry();
    assertThat(ancestry).startsWith(key).endsWith(WorkloadKey.all()).doesNotHaveDuplicates();
    assertThat(ancestry).hasSizeBetween(1, 5);
    for (int i = 1; i < ancestry.size(); i++) {
      assertThat(known(ancestry.get(i))).isLessThan(known(ancestry.get(i - 1)));
      assertThat(isSame(ancestry.get(i), key)).isTrue();
    }
  }

  @Property
  void ancestryOfAnAncestorIsTheRest(@ForAll WorkloadKey key) {
    List<WorkloadKey> ancestry = key.ancestry();
    for (int i = 0; i < ancestry.size(); i++) {
      assertThat(ancestry.get(i).ancestry())
          .containsExactlyElementsOf(ancestry.subList(i, ancestry.size()));
    }
  }

  @Property
  void ancestryDropsOnePartAfterTheOther(@ForAll WorkloadKey key) {
    SortedMap<String, String> none = new TreeMap<>();
    List<WorkloadKey> expected =
        Stream.of(
                key,
                new WorkloadKey(key.application(), key.instanceType(), key.region(), none),
                new WorkloadKey(null, key.instanceType(), key.region(), none),
                new WorkloadKey(null, null, key.region(), none),
                WorkloadKey.all())
            .distinct()
            .toList();
    assertThat(key.ancestry()).isEqualTo(expected);
    assertThatThrownBy(() -> key.ancestry().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static int known(WorkloadKey key) {
    int parts = key.configuration().size();
    parts += key.application() == null ? 0 : 1;
    parts += key.instanceType() == null ? 0 : 1;
    return parts + (key.region() == null ? 0 : 1);
  }

  /** Whether whatever an ancestor says is what the key says. */
  private static boolean isSame(WorkloadKey ancestor, WorkloadKey key) {
    return (ancestor.application() == null || ancestor.application().equals(key.application()))
        && (ancestor.instanceType() == null || ancestor.instanceType().equals(key.instanceType()))
        && (ancestor.region() == null || ancestor.region().equals(key.region()))
        && (ancestor.configuration().isEmpty()
            || ancestor.configuration().equals(key.configuration()));
  }

  @Example
  void blankPartsAreRefused() {
    assertThatThrownBy(() -> WorkloadKey.ofApplication("  ")).hasMessageContaining("(  )");
    SortedMap<String, String> blank = new TreeMap<>();
    blank.put("heap", "");
    assertThatThrownBy(() -> new WorkloadKey(null, null, null, blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heap")
        .hasMessageContaining("()");
    blank.put("heap", null);
    assertThatThrownBy(() -> new WorkloadKey(null, null, null, blank))
        .isInstanceOf(NullPointerException.class);
  }

  @Property
  void floorsAreNotAboveCeilings(@ForAll Instance instance, @ForAll Resource resource) {
    for (Resource each : instance.floor().resources()) {
      assertThat(instance.floor().get(each))
          .isLessThanOrEqualTo(instance.ceiling().getOrDefault(each, Double.POSITIVE_INFINITY));
    }
    ResourceVector floor = ResourceVector.of(resource, 2);
    ResourceVector ceiling = ResourceVector.of(resource, 1);
    assertThatThrownBy(() -> instance.withBounds(floor, ceiling))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(resource + " (2.0)")
        .hasMessageContaining("(1.0)");
    assertThat(instance.withBounds(floor, ResourceVector.empty()).floor()).isEqualTo(floor);
  }

  @Property
  void copiesDifferInOnePartOnly(@ForAll Instance instance) {
    Instance other = instance.withPriority(instance.priority() + 1);
    assertThat(other).isNotEqualTo(instance);
    assertThat(other.withPriority(instance.priority())).isEqualTo(instance);
    assertThat(instance.withPhase(instance.phase())).isEqualTo(instance);
    assertThat(instance.withCpuPolicy(instance.cpuPolicy())).isEqualTo(instance);
    assertThat(instance.withBounds(instance.floor(), instance.ceiling())).isEqualTo(instance);
  }

  @Example
  void missCurves_beginWithoutCache() {
    assertThatThrownBy(() -> MissCurve.of(Map.of(1.0, 2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("({1.0=2.0})");
    assertThatThrownBy(() -> MissCurve.of(Map.of(0.0, -1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(0.0=-1.0)");
    assertThatThrownBy(() -> MissCurve.of(Map.of(0.0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Property
  void peaksAreNotBelowMeans(@ForAll UsageSample sample, @ForAll Resource resource) {
    assertThat(sample.mean().fitsIn(sample.peak())).isTrue();
    ResourceVector two = ResourceVector.of(resource, 2);
    ResourceVector one = ResourceVector.of(resource, 1);
    assertThatThrownBy(() -> with(sample, two, one, sample.length()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + two + ")")
        .hasMessageContaining("(" + one + ")");
    assertThatThrownBy(() -> with(sample, one, ResourceVector.empty(), sample.length()))
        .hasMessageContaining("([" + resource + "])");
    assertThatThrownBy(() -> with(sample, one, two, Duration.ZERO)).hasMessageContaining("(PT0S)");
  }

  private static UsageSample with(
      UsageSample sample, ResourceVector mean, ResourceVector peak, Duration length) {
    return new UsageSample(sample.instance(), sample.end(), length, mean, peak, Pressure.none());
  }

  @Property
  void namesAreCheckedAndShown(@ForAll String name) {
    boolean fine = !name.isBlank() && name.chars().noneMatch(Character::isISOControl);
    if (fine && name.length() <= 255) {
      assertThat(new InstanceId(name)).hasToString(name);
    } else {
      assertThatThrownBy(() -> new InstanceId(name)).hasMessageContaining("(" + name + ")");
    }
    if (fine) {
      assertThat(new HostId(name)).hasToString(name);
    } else {
      assertThatThrownBy(() -> new HostId(name)).hasMessageContaining("(" + name + ")");
    }
  }

  @Property
  void sharesOfPressureLieBetweenZeroAndOne(@ForAll double share) {
    if (share >= 0 && share <= 1) {
      assertThat(Pressure.throttled(share).cpuThrottledShare()).isEqualTo(share);
    } else {
      assertThatThrownBy(() -> Pressure.throttled(share))
          .hasMessageContaining("cpuThrottledShare")
          .hasMessageContaining("(" + share + ")");
    }
  }

  @Property
  void samplesAreCensoredWhereALimitHeldThemBack(
      @ForAll UsageSample sample, @ForAll Resource resource) {
    Pressure pressure = sample.pressure();
    for (Resource each : List.of(resource, Resource.CPU, Resource.MEMORY)) {
      boolean isLimited = pressure.atLimit().contains(each);
      boolean isThrottled = each.equals(Resource.CPU) && pressure.cpuThrottledShare() > 0;
      boolean isKilled = each.equals(Resource.MEMORY) && pressure.outOfMemoryKills() > 0;
      assertThat(sample.isCensored(each)).isEqualTo(isLimited || isThrottled || isKilled);
    }
  }
}
