package io.foreshape.solver;

import io.foreshape.api.plan.Allocator;
import io.foreshape.api.provider.Settings;
import io.foreshape.testkit.AllocatorContract;

class DefaultAllocatorContractTest implements AllocatorContract {

  @Override
  public Allocator subject() {
    return new DefaultAllocatorProvider().create(Settings.none());
  }

  @Override
  public boolean dividesTiers() {
    return true;
  }
}
