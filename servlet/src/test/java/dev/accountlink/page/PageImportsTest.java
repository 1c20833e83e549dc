package dev.accountlink.page;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the built-in pages may know. */
@AnalyzeClasses(
    packages = {"dev.accountlink.page", "dev.accountlink.servlet"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class PageImportsTest {

  @ArchTest
  static final ArchRule pagesKnowNoServletApi =
      noClasses()
          .that()
          .resideInAPackage("dev.accountlink.page..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.servlet..", "javax.servlet..", "dev.accountlink.servlet..")
          .because("a host without servlets can then render them too");

  @ArchTest
  static final ArchRule theAdapterHoldsNoProtocol =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.nimbusds..", "javax.crypto..", "dev.accountlink.exchange..")
          .because("the adapter translates and holds no rule");
}
