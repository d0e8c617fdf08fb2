package io.foreshape.testkit;

import io.foreshape.api.plan.CostModel;
import io.foreshape.api.resource.Resource;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Arbitrary cost models. */
public final class CostArbitraries {

  private CostArbitraries() {}

  /**
   * Models that price some of the built-in resources, with penalties below and above the price.
   *
   * @return cost models
   */
  public static Arbitrary<CostModel> costModels() {
    return Arbitraries.of(Resource.builtIn())
        .list()
        .uniqueElements()
        .ofMaxSize(8)
        .flatMap(CostArbitraries::costModels);
  }

  /**
   * Models that price given resources.
   *
   * @param resources what has a price
   * @return cost models
   */
  public static Arbitrary<CostModel> costModels(List<Resource> resources) {
    int count = resources.size();
    Arbitrary<Double> prices = Arbitraries.doubles().between(0, 100).ofScale(6);
    Arbitrary<Double> factors = Arbitraries.doubles().between(0, 1_000).ofScale(3);
    return Combinators.combine(
            prices.list().ofSize(count),
            factors.list().ofSize(count),
            Arbitraries.maps(Arbitraries.integers(), factors).ofMaxSize(4),
            prices.injectNull(0.5))
        .as(
            (price, ratio, priorities, change) ->
                model(resources, price, ratio, priorities, change));
  }

  private static CostModel model(
      List<Resource> resources,
      List<Double> prices,
      List<Double> penaltyRatios,
      Map<Integer, Double> priorities,
      @Nullable Double change) {
    CostModel.Builder builder = CostModel.builder();
    for (int i = 0; i < resources.size(); i++) {
      builder.resource(resources.get(i), prices.get(i), prices.get(i) * penaltyRatios.get(i));
      if (change != null) {
        builder.change(resources.get(i), change).changeFee(resources.get(i), change / 2);
      }
    }
    priorities.forEach(builder::priority);
    return builder.build();
  }
}
