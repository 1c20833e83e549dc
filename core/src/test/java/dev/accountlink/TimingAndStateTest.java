package dev.accountlink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.accountlink.flow.Digest;
import dev.accountlink.model.Secret;
import dev.accountlink.seal.KeyRing;
import dev.accountlink.seal.Sealer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Comparisons that tell nothing by their time, and objects that no two requests can mix up. */
@AnalyzeClasses(packages = "dev.accountlink", importOptions = ImportOption.DoNotIncludeTests.class)
class TimingAndStateTest {

  @ArchTest
  static final ArchRule a14SecretsAreComparedInConstantTime =
      classes()
          .that()
          .belongToAnyOf(Secret.class, Digest.class, Sealer.class)
          .or()
          .areAssignableTo(KeyRing.Key.class)
          .should()
          .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
          .because("catalogue A14: the time of a comparison tells how much of a guess was right");

  @ArchTest
  static final ArchRule a14BytesAreComparedInConstantTimeUnlessTheyAreNoSecret =
      noClasses()
          .that()
          .doNotHaveSimpleName("FlowId")
          .should()
          .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
          .because("catalogue A14; a flow id is no secret");

  /**
   * A visit lives as long as one request, in one thread. The exchange is left out: what changes
   * there is a cache of a provider's metadata or lives as long as one call.
   */
  @ArchTest
  static final ArchRule a24WhatRequestsShareNeverChanges =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(
              "dev.accountlink.engine..",
              "dev.accountlink.flow..",
              "dev.accountlink.seal..",
              "dev.accountlink.model..",
              "dev.accountlink.web..",
              "dev.accountlink.provider..")
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveSimpleName("Visit")
          .should()
          .beFinal()
          .because("catalogue A24: a field of a shared object mixes two people's identities");
}
