package io.foreshape.linux;

import io.foreshape.api.provider.Settings;
import io.foreshape.api.shape.Shape;
import io.foreshape.api.shape.ShapeChange;
import io.foreshape.api.workload.InstanceId;
import io.foreshape.shaper.spi.Actuation;
import io.foreshape.shaper.spi.Actuator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** Sets all knobs of the group "a" of a scope, one by one, and says what came of each. */
final class KnobErrorsMain {

  static final String TOLD = "told ";

  private static final InstanceId A = new InstanceId("a");
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true);

  private KnobErrorsMain() {}

  public static void main(String[] arguments) {
    Settings settings = Settings.of(Map.of("scope", arguments[0], "device", arguments[1]));
    try (Actuator actuator = new CgroupActuatorProvider().create(settings)) {
      for (ShapeChange<?> change : Values.changes(actuator)) {
        Shape before = actuator.read(A).orElseThrow();
        Actuation answer = actuator.apply(A, change);
        String after = actuator.read(A).orElseThrow().equals(before) ? "same" : "changed";
        OUT.println(
            TOLD
                + change.dimension()
                + " "
                + answer.status()
                + " "
                + after
                + " "
                + answer.cause().replace('\n', ' '));
      }
    }
  }
}
