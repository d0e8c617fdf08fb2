package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.report.ScoreTable.Cell;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import io.foreshape.replay.trace.TraceResource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTableTest {

  private static final EqualRisk RISK = new EqualRisk(0.01);

  @Test
  void best_isTheLowestThatIsNotTheOracle() {
    ResourceResult result =
        result(policy("oracle", 1.1, 0.01), policy("a", 1.5, 0.01), policy("vpa", 2, 0.01));
    assertThat(equalRiskCells(result)).extracting(Cell::best).containsExactly(false, true, false);
  }

  @Test
  void best_isNobodyWhereAllAreAlike() {
    ResourceResult result = result(policy("a", 1.5, 0.01), policy("b", 1.5, 0.01));
    assertThat(equalRiskCells(result)).noneMatch(Cell::best);
  }

  @Test
  void riskThatWasNotReached_isADashThatSaysWhy() {
    ResourceResult result = result(policy("a", 1.5, 0.2), policy("b", 2, 0.01));
    Cell cell = equalRiskCells(result).get(0);
    assertThat(cell.text()).isEqualTo("–");
    assertThat(cell.why())
        .isEqualTo("No margin brings it to 1 % violations; the nearest is 20.0 % at 3");
    assertThat(equalRiskCells(result)).extracting(Cell::best).containsExactly(false, false);
  }

  @Test
  void outOfMemory_isAColumnOnlyWhereItApplies() {
    ResourceResult result = result(policy("a", 1.5, 0.01));
    assertThat(Columns.of(result, 0.01)).extracting(Column::brief).doesNotContain("OOM/d");
  }

  @Test
  void headline_comparesOurs_vpa_andTheOracle() {
    ResourceResult result =
        result(
            policy("reactive", 1.2, 0.01),
            policy("foreshape", 1.83, 0.01),
            policy("vpa", 2.71, 0.01),
            policy("oracle", 1.29, 0));
    assertThat(Headline.of(result, RISK).sentence())
        .isEqualTo(
            "At 1 % violations foreshape allocates 1.83× what is used; VPA 2.71×, the clairvoyant"
                + " oracle 1.29×.");
  }

  @Test
  void headline_withoutThem_comparesWhatThereIs() {
    assertThat(Headline.of(result(), RISK).sentence()).isEqualTo("No policy was run.");
    ResourceResult result = result(policy("foreshape", 1.83, 0.5), policy("reactive", 3, 0.01));
    assertThat(Headline.of(result, RISK).sentence())
        .isEqualTo("Foreshape does not come down to 1 % violations; reactive 3.00×.");
  }

  private static List<Cell> equalRiskCells(ResourceResult result) {
    ScoreTable table = ScoreTable.of(result, 0.01);
    int column = table.span(Column.Group.DEFAULTS) + 1;
    return table.rows().stream().map(row -> row.cells().get(column)).toList();
  }

  private static ResourceResult result(PolicyResult... policies) {
    TraceResource cpu = new TraceResource("cpu", "cores", Resource.CPU, 1);
    return new ResourceResult(cpu, 1, 10, 300, 0, List.of(policies), List.of());
  }

  private static PolicyResult policy(String id, double ratio, double violations) {
    Scores scores = new Scores(ratio, violations, 0, 0, 1, 0, Double.NaN, 1, Double.NaN);
    Trial trial = new Trial(3, scores);
    return new PolicyResult(id, "margin", trial, trial, List.of(trial), "");
  }
}
