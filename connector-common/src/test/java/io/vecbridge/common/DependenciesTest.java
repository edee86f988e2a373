// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import io.vecbridge.common.testing.Packages;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * This module is four libraries that don't know each other, on a small foundation. What only some
 * connectors ship is used in the library of these connectors alone: the Milvus SDK, Connector/J and
 * Debezium's connector framework.
 */
class DependenciesTest {
  private static final String[] LIBRARIES = {
    "io.vecbridge.common.source..",
    "io.vecbridge.common.sink..",
    "io.vecbridge.common.milvus..",
    "io.vecbridge.common.oceanbase.."
  };
  private static final String[] FOUNDATION = {
    "io.vecbridge.common",
    "io.vecbridge.common.config..",
    "io.vecbridge.common.failure..",
    "io.vecbridge.common.metrics..",
    "io.vecbridge.common.rate..",
    "io.vecbridge.common.value..",
    "io.vecbridge.common.wire..",
    "io.vecbridge.converter..",
    "io.vecbridge.data.."
  };
  private static final JavaClasses CLASSES = Packages.ofThisModule();

  @Test
  void noPackagesNeedEachOther() {
    Packages.FREE_OF_CYCLES.check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink", "milvus", "oceanbase"})
  void noLibraryKnowsAnother(String library) {
    String own = "io.vecbridge.common." + library + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(LIBRARIES).filter(other -> !other.equals(own)).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void theFoundationKnowsNoLibrary() {
    noClasses()
        .that()
        .resideInAnyPackage(FOUNDATION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LIBRARIES)
        .check(CLASSES);
  }

  @Test
  void everyClassIsOfALibraryOrOfTheFoundation() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.of(LIBRARIES, FOUNDATION).flatMap(Stream::of).toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void theMilvusSdkIsUsedInOneLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vecbridge.common.milvus..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.milvus..", "milvus.proto..", "com.google.protobuf..")
        .check(CLASSES);
  }

  @Test
  void jdbcIsUsedInOneLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vecbridge.common.oceanbase..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.mysql..", "java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void debeziumsConnectorFrameworkIsUsedInOneLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.vecbridge.common.source..")
        .should()
        .dependOnClassesThat(areOfDebeziumBeyondItsOptions())
        .check(CLASSES);
  }

  /** Every connector ships the jars of Debezium's options, a source also those of its framework. */
  private static DescribedPredicate<JavaClass> areOfDebeziumBeyondItsOptions() {
    return describe(
        "are of Debezium, but not of debezium-config",
        type ->
            type.getPackageName().startsWith("io.debezium.")
                && !type.getBaseComponentType()
                    .getSource()
                    .map(Source::getUri)
                    .map(URI::toString)
                    .filter(
                        uri -> uri.contains("/debezium-config-") || uri.contains("/debezium-util-"))
                    .isPresent());
  }
}
