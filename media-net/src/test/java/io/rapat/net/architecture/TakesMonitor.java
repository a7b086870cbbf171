package io.rapat.net.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;

/// Has a `synchronized` method or block. The library sees no instructions, so the class file is
/// read.
final class TakesMonitor extends ArchCondition<JavaClass> {

  TakesMonitor() {
    super("synchronize");
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    try (var in = item.getSource().orElseThrow().getUri().toURL().openStream()) {
      for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
        boolean takes =
            method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code().stream()
                    .flatMap(code -> code.elementStream())
                    .anyMatch(MonitorInstruction.class::isInstance);
        events.add(
            new SimpleConditionEvent(
                item, takes, item.getName() + "." + method.methodName().stringValue()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
