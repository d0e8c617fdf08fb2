package io.foreshape.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract as JUnit would and tells which of its rules were broken. */
final class ContractRun implements TestExecutionListener {

  private static final Pattern RULE = Pattern.compile("[A-Z]\\d{3}");

  private final Set<String> broken = new TreeSet<>();
  private int rules;

  private ContractRun() {}

  /** Numbers of the rules that a test class breaks, such as F101. */
  static Set<String> brokenRules(Class<?> conformanceTest) {
    ContractRun run = new ContractRun();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(conformanceTest))
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .build();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(request, run);
    assertThat(run.rules).as("rules that ran").isGreaterThan(5);
    return run.broken;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      rules++;
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        Matcher rule = RULE.matcher(test.getDisplayName());
        broken.add(rule.find() ? rule.group() : test.getDisplayName());
      }
    }
  }
}
