package io.foreshape.bench;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules between modules that neither the compiler nor the poms can hold. */
@AnalyzeClasses(packages = "io.foreshape", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule every_class_has_a_part =
      classes()
          .should(
              new ArchCondition<>("lie in a package of Part") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (Part.of(type).isEmpty()) {
                    events.add(violated(type, type.getName() + " lies in no package of Part"));
                  }
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule parts_know_only_what_they_may =
      classes()
          .should(
              new ArchCondition<>("know only what their Part may know") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  Part.of(type).ifPresent(part -> checkArrows(part, type, events));
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule names_say_something =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
          .because("such a name does not say what the class is for")
          .allowEmptyShould(true);

  @ArchTest
  static void exported_signatures_hold_no_foreign_types(JavaClasses types) {
    Set<String> exported =
        BuiltModule.of(types).flatMap(BuiltModule::exports).collect(Collectors.toSet());
    classes()
        .that()
        .arePublic()
        .should(
            new ArchCondition<>("use only the JDK's types and ours in exported signatures") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (exported.contains(type.getPackageName())) {
                  Part.of(type).ifPresent(part -> checkSignatures(part, type, events));
                }
              }
            })
        .allowEmptyShould(true)
        .check(types);
  }

  @ArchTest
  static void every_part_is_a_module(JavaClasses types) {
    assertNoFaults(BuiltModule.of(types).flatMap(BuiltModule::missingDescriptor));
  }

  @ArchTest
  static void providers_are_registered_twice_alike(JavaClasses types) {
    assertNoFaults(BuiltModule.of(types).flatMap(BuiltModule::differingProviders));
  }

  private static void checkArrows(Part part, JavaClass type, ConditionEvents events) {
    type.getDirectDependenciesFromSelf().stream()
        .filter(arrow -> !part.mayKnow(arrow.getTargetClass().getBaseComponentType()))
        .forEach(arrow -> events.add(violated(type, arrow.getDescription())));
  }

  private static void checkSignatures(Part part, JavaClass type, ConditionEvents events) {
    Stream<JavaType> above =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    checkTypes(part, type.getName(), type, above, events);
    for (JavaMember member : type.getMembers()) {
      if (isSeenOutside(member)) {
        checkTypes(part, member.getFullName(), type, typesOf(member), events);
      }
    }
  }

  private static void checkTypes(
      Part part, String where, JavaClass owner, Stream<JavaType> types, ConditionEvents events) {
    types
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .filter(type -> !part.mayExport(type))
        .forEach(type -> events.add(violated(owner, where + " exports " + type.getName())));
  }

  private static boolean isSeenOutside(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static Stream<JavaType> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return Stream.of(field.getType());
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    Stream<JavaType> thrown = code.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
    return Stream.of(Stream.of(code.getReturnType()), code.getParameterTypes().stream(), thrown)
        .flatMap(types -> types);
  }

  private static void assertNoFaults(Stream<String> faults) {
    assertThat(faults.toList()).isEmpty();
  }
}
