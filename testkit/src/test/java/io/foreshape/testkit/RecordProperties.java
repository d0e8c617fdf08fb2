package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every record of the API and the SPIs. */
class RecordProperties {

  /** Numbers that look bad and are not, each documented at its component. */
  private static final Set<String> ALLOWED =
      Set.of(
          "AmountExplanation.costPerHour=-1.0",
          "Block.capacity=Infinity",
          "Certificate.boundPerHour=-1.0",
          "Certificate.problemHash=-1",
          "Certificate.seed=-1",
          "Claim.priority=-1",
          "Instance.priority=-1",
          "NextBest.extraCostPerHour=-1.0",
          "Part.value=-1.0",
          "PlacementResult.bound=Infinity",
          "PlacementResult.cost=Infinity",
          "Reason.nextBestExtraCost=-1.0",
          "Row.limit=-1.0",
          "Reason.nextBestExtraCost=Infinity",
          "Segment.costPerUnitHour=-1.0",
          "SolverBudget.gap=Infinity",
          "SolverBudget.seed=-1",
          "Span.coefficient=-1.0");

  private static final Map<Class<?>, List<Object>> BAD =
      Map.of(
          double.class,
          List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.0),
          int.class,
          List.of(-1),
          long.class,
          List.of(-1L),
          Duration.class,
          List.of(Duration.ofSeconds(-1)));

  @Provide
  Arbitrary<Record> samples() {
    return Arbitraries.of(RecordSamples.all());
  }

  @Example
  void everyRecordIsSampled() {
    Set<Class<?>> sampled = new HashSet<>();
    RecordSamples.all().forEach(sample -> sampled.add(sample.getClass()));
    assertThat(sampled).containsExactlyInAnyOrderElementsOf(RecordClasses.all());
  }

  @Property
  void noBadNumberCanBeBuilt(@ForAll("samples") Record sample) {
    RecordDoor door = new RecordDoor(sample);
    for (RecordComponent component : door.components()) {
      for (Object bad : BAD.getOrDefault(component.getType(), List.of())) {
        String what = door.type().getSimpleName() + "." + component.getName() + "=" + bad;
        Throwable thrown = catchThrowable(() -> door.with(component, bad));
        if (ALLOWED.contains(what)) {
          assertThat(thrown).as(what).isNull();
        } else {
          String named = "\\([^()]*" + Pattern.quote(String.valueOf(bad)) + "[^()]*\\)";
          assertThat(thrown)
              .as(what)
              .isInstanceOf(IllegalArgumentException.class)
              .message()
              .containsPattern(named);
        }
      }
    }
  }

  @Property
  void nullIsRefusedWhereItIsNoAnswer(@ForAll("samples") Record sample) {
    RecordDoor door = new RecordDoor(sample);
    for (RecordComponent component : door.components()) {
      if (!component.getType().isPrimitive()) {
        String what = door.type().getSimpleName() + "." + component.getName();
        Throwable thrown = catchThrowable(() -> door.with(component, null));
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          assertThat(thrown).as(what).isNull();
        } else {
          assertThat(thrown).as(what).isInstanceOf(NullPointerException.class);
        }
      }
    }
  }

  @Property
  void equalPartsMakeEqualRecords(@ForAll("samples") Record sample) throws Throwable {
    RecordDoor door = new RecordDoor(sample);
    Record twin = door.open(door.parts(UnaryOperator.identity()));
    assertThat(twin).isEqualTo(sample).hasSameHashCodeAs(sample);
    assertThat(twin.toString()).isEqualTo(sample.toString()).isNotBlank();
  }

  @Property
  void recordsOfDifferentSamplesDiffer(
      @ForAll("samples") Record one, @ForAll("samples") Record other) {
    assertThat(one.equals(other)).isEqualTo(one.getClass() == other.getClass());
  }

  @Property
  void laterChangesOfArgumentsDoNotShow(@ForAll("samples") Record sample) throws Throwable {
    RecordDoor door = new RecordDoor(sample);
    Object[] parts = door.parts(RecordProperties::mutableAndReversed);
    Record made = door.open(parts);
    Arrays.stream(parts).forEach(RecordProperties::clear);
    assertThat(made).isEqualTo(sample);
    assertThat(made.toString()).as("sorted as ever").isEqualTo(sample.toString());
  }

  @Property
  void collectionsCannotBeChanged(@ForAll("samples") Record sample) {
    RecordDoor door = new RecordDoor(sample);
    for (RecordComponent component : door.components()) {
      Object part = door.part(sample, component);
      if (part instanceof Collection<?> || part instanceof Map<?, ?>) {
        assertThat(part).as("the sample holds something").isNotIn(List.of(), Set.of(), Map.of());
        assertThatThrownBy(() -> clear(part))
            .as("%s.%s", door.type().getSimpleName(), component.getName())
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  /** A copy that can be changed; a sorted one is sorted the other way round. */
  private static Object mutableAndReversed(Object part) {
    if (part instanceof SortedMap<?, ?> map) {
      Map<Object, Object> copy = new TreeMap<>(Collections.reverseOrder());
      copy.putAll(map);
      return copy;
    }
    if (part instanceof SortedSet<?> set) {
      Set<Object> copy = new TreeSet<>(Collections.reverseOrder());
      copy.addAll(set);
      return copy;
    }
    if (part instanceof Map<?, ?> map) {
      return new HashMap<>(map);
    }
    if (part instanceof Set<?> set) {
      return new HashSet<>(set);
    }
    return part instanceof List<?> list ? new ArrayList<>(list) : part;
  }

  private static void clear(Object part) {
    if (part instanceof Collection<?> collection) {
      collection.clear();
    } else if (part instanceof Map<?, ?> map) {
      map.clear();
    }
  }
}
