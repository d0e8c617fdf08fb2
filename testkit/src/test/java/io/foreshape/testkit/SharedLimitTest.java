package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foreshape.api.host.HostId;
import io.foreshape.api.plan.SharedLimit;
import io.foreshape.api.plan.SharedUse;
import io.foreshape.api.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedLimitTest {

  private static final Set<HostId> HOSTS = Set.of(new HostId("h"));

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void limit_outOfRangeIsRefused(double limit) {
    assertThatThrownBy(() -> SharedLimit.of("rack", limit, Resource.CPU, HOSTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + limit + ") for rack");
    assertThatThrownBy(() -> new SharedUse("rack", 1, limit, 1, 0, List.of()))
        .hasMessageContaining("(" + limit + ") of rack");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, Double.NaN, Double.POSITIVE_INFINITY})
  void use_outOfRangeIsRefused(double use) {
    TreeMap<Resource, Double> uses = new TreeMap<>(Map.of(Resource.CPU, use));
    assertThatThrownBy(() -> new SharedLimit("rack", 1, uses, HOSTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + use + ") of rack for cpu");
  }

  @Test
  void limit_ofNothingOrWithoutNameIsRefused() {
    assertThatThrownBy(() -> SharedLimit.of("rack", 1, Resource.CPU, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SharedLimit("rack", 1, new TreeMap<>(), HOSTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SharedLimit.of(" ", 1, Resource.CPU, HOSTS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SharedLimit.of("rack", 0, Resource.CPU, HOSTS).usePerUnit())
        .containsEntry(Resource.CPU, 1.0);
  }
}
