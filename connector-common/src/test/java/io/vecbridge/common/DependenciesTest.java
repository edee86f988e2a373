// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The Milvus SDK and Connector/J are optional here: a plugin ships only its own, so that each may
 * be used in one package alone, which the other plugins never load.
 */
@AnalyzeClasses(packages = "io.vecbridge", importOptions = DoNotIncludeTests.class)
class DependenciesTest {
  @ArchTest
  static final ArchRule THE_MILVUS_SDK_IS_USED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.vecbridge.common.milvus")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.milvus..", "milvus.proto..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule CONNECTOR_J_AND_JDBC_ARE_USED_IN_ONE_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.vecbridge.common.oceanbase")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.mysql..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule NEITHER_SYSTEM_KNOWS_THE_OTHER =
      noClasses()
          .that()
          .resideInAPackage("io.vecbridge.common.milvus")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vecbridge.common.oceanbase");
}
