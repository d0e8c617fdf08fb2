package io.foreshape.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The canonical constructor of a record, opened with the parts of a sample. */
record RecordDoor(Record sample) {

  Class<? extends Record> type() {
    return sample.getClass();
  }

  RecordComponent[] components() {
    return type().getRecordComponents();
  }

  Object part(Record of, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sample's parts, each put through a function, in the order of the constructor. */
  Object[] parts(UnaryOperator<Object> function) {
    return Arrays.stream(components())
        .map(component -> function.apply(part(sample, component)))
        .toArray();
  }

  /** The sample with one part replaced. */
  Record with(RecordComponent replaced, Object value) throws Throwable {
    Object[] parts = parts(UnaryOperator.identity());
    for (int i = 0; i < parts.length; i++) {
      parts[i] = components()[i].getName().equals(replaced.getName()) ? value : parts[i];
    }
    return open(parts);
  }

  /** Makes a record of parts; what the constructor throws is thrown. */
  Record open(Object[] parts) throws Throwable {
    Class<?>[] types =
        Arrays.stream(components()).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<? extends Record> constructor = type().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(parts);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
