package dev.accountlink.testkit.fake;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the fake forges may know. */
@AnalyzeClasses(
    packages = "dev.accountlink.testkit.fake",
    importOptions = ImportOption.DoNotIncludeTests.class)
class FakeImportsTest {

  @ArchTest
  static final ArchRule fakesRunWithoutTestLibraries =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.junit..", "org.assertj..", "org.jsoup..")
          .because("an example forge runs on them");
}
