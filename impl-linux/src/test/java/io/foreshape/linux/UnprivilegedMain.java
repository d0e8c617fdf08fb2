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
import java.util.List;
import java.util.Map;

/** Sets every knob of the groups "a" and "b" of a scope, and says what came of it. */
final class UnprivilegedMain {

  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true);

  private UnprivilegedMain() {}

  public static void main(String[] arguments) {
    Settings settings = Settings.of(Map.of("scope", arguments[0]));
    try (Actuator actuator = new CgroupActuatorProvider().create(settings)) {
      for (InstanceId id : List.of(new InstanceId("a"), new InstanceId("b"))) {
        for (ShapeChange<?> change : Values.changes(actuator)) {
          Shape before = actuator.read(id).orElseThrow();
          Actuation answer = actuator.apply(id, change);
          String now = actuator.read(id).orElseThrow().equals(before) ? "same" : "changed";
          OUT.println(id + " " + answer.status() + " " + now + " " + answer.cause());
        }
      }
    }
  }
}
