// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;

/** What holds for the packages of every module. */
public final class Packages {
  /** No two packages need each other, neither directly nor through others. */
  public static final ArchRule FREE_OF_CYCLES =
      slices().matching("io.vecbridge.(**)").should().beFreeOfCycles();

  private Packages() {}

  /** The main classes of the module whose tests run, without those of other modules. */
  public static JavaClasses ofThisModule() {
    return new ClassFileImporter().importPath(Path.of("target", "classes"));
  }
}
