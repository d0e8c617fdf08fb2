package io.foreshape.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.foreshape.api.resource.Resource;
import io.foreshape.replay.score.InstanceView;
import io.foreshape.replay.score.PolicyResult;
import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import io.foreshape.replay.score.Scores;
import io.foreshape.replay.score.Trial;
import io.foreshape.replay.trace.TraceResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  @Test
  void aWeekOfSixResources_isOneWellFormedPageBelow2Megabytes(@TempDir Path folder)
      throws IOException {
    ReplayResult result = SampleReplay.full().withDays(7).result("fleet");
    Path file = folder.resolve("page.html");
    HtmlReport.write(result, file);
    assertThat(Files.size(file)).isLessThan(2_000_000);
    Page page = Page.parse(Files.readString(file));
    assertThat(page.elements("section")).hasSize(6);
    assertThat(page.elements("tr")).hasSize(6 * (2 + 11));
    // A frontier, and four timelines with a plot inside, per resource.
    assertThat(page.elements("svg")).hasSize(6 * (1 + 4 * 2));
    assertThat(page.text()).contains("At 1 % violations foreshape allocates");
  }

  @Test
  void thePage_refersToNothingOutsideItself() {
    String markup = HtmlReport.render(SampleReplay.small().result("tiny"));
    Page page = Page.parse(markup);
    for (var element : page.elements("*")) {
      assertThat(element.hasAttribute("src")).isFalse();
      assertThat(element.getAttribute("href")).matches("|#resource-0(-view-0)?");
    }
    assertThat(PageAssets.style("")).doesNotContain("url(", "@import");
    assertThat(page.elements("meta").get(1).getAttribute("content"))
        .startsWith("default-src 'none'")
        .contains("script-src 'sha256-");
  }

  @Test
  void linksLeadToSectionsThatExist() {
    Page page = Page.parse(HtmlReport.render(SampleReplay.full().withDays(2).result("fleet")));
    List<String> ids =
        page.elements("*").stream().map(element -> element.getAttribute("id")).toList();
    for (var link : page.elements("a")) {
      assertThat(ids).contains(link.getAttribute("href").substring(1));
    }
  }

  @Property(tries = 40)
  void anyName_isShownAndAddsNoElement(
      @ForAll String trace, @ForAll String instance, @ForAll String policy) {
    List<String> policies = List.of("foreshape", "p" + policy);
    SampleReplay hostile = new SampleReplay(1, policies, List.of(instance), 2, 0);
    SampleReplay plain = new SampleReplay(1, List.of("foreshape", "p"), List.of("i"), 2, 0);
    Page page = Page.parse(HtmlReport.render(hostile.result(trace)));
    Page expected = Page.parse(HtmlReport.render(plain.result("t")));
    assertThat(page.elements("*")).hasSameSizeAs(expected.elements("*"));
    assertThat(page.text())
        .contains(shown(trace, 120))
        .contains(shown(instance, Names.LONGEST))
        .contains(shown("p" + policy, Names.LONGEST));
  }

  @Test
  void scriptsInNames_areText() {
    String evil = "</title></style></script><script>alert('\"&')</script>";
    SampleReplay sample = new SampleReplay(1, List.of(evil, "vpa"), List.of(evil), 2, 0);
    String markup = HtmlReport.render(sample.result(evil));
    assertThat(markup).containsOnlyOnce("<script").doesNotContain("alert('");
    assertThat(Page.parse(markup).text()).contains(evil);
  }

  @Test
  void aResultOfNothing_isAPageToo() {
    ReplayResult nothing = result(List.of());
    assertThat(Page.parse(HtmlReport.render(nothing)).elements("section")).isEmpty();
    TraceResource cpu = new TraceResource("cpu", "cores", Resource.CPU, 1);
    ResourceResult empty = new ResourceResult(cpu, 0, 0, 300, Double.NaN, List.of(), List.of());
    assertThat(Page.parse(HtmlReport.render(result(List.of(empty)))).text())
        .contains("No policy was run.");
  }

  @Test
  void scoresThatAreNotNumbers_andSeriesWithoutSamples_areDrawnAsFarAsTheyGo() {
    double nan = Double.NaN;
    Trial unknown = new Trial(nan, new Scores(nan, nan, nan, nan, nan, nan, nan, nan, nan));
    PolicyResult policy =
        new PolicyResult("vpa", "margin", unknown, unknown, List.of(unknown), "a <remark>");
    double[] missing = {nan, nan, nan};
    InstanceView view =
        new InstanceView(
            "a", "first", 0, 300, missing, List.of(0.5), List.of(missing), Map.of("vpa", missing));
    TraceResource cpu = new TraceResource("cpu", "cores", Resource.CPU, 1);
    ResourceResult resource = new ResourceResult(cpu, 1, 3, 300, 1, List.of(policy), List.of(view));
    Page page = Page.parse(HtmlReport.render(result(List.of(resource))));
    assertThat(page.text()).contains("–").contains("a <remark>").doesNotContain("NaN");
    assertThat(page.elements("td"))
        .filteredOn(cell -> cell.getTextContent().equals("–"))
        .allMatch(cell -> !cell.getAttribute("title").isEmpty());
  }

  private static ReplayResult result(List<ResourceResult> resources) {
    return new ReplayResult(
        "t", "c", Duration.ZERO, Duration.ofHours(1), Duration.ZERO, 0.01, resources);
  }

  private static String shown(String name, int longest) {
    return Names.legalInXml(Names.shorten(name, longest));
  }
}
