package dev.accountlink;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The one direction in which packages may know each other, and which libraries each may use. */
@AnalyzeClasses(packages = "dev.accountlink", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportDirectionsTest {

  /** A package of ours and the packages of ours that it may know besides itself. */
  private record Direction(String name, List<String> mayKnow) {
    static Direction of(String name, String... mayKnow) {
      return new Direction(name, List.of(mayKnow));
    }

    ArchRule rule() {
      DescribedPredicate<JavaClass> known = ours(name);
      for (String other : mayKnow) {
        known = known.or(ours(other));
      }
      return noClasses()
          .that(ours(name))
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.accountlink..")
                  .and(not(known))
                  .as("are ours, but not of %s or %s", name, mayKnow));
    }
  }

  /** The façade in the root package may know all and is known by none. */
  private static final List<Direction> DIRECTIONS =
      List.of(
          Direction.of("model"),
          Direction.of("seal", "model"),
          Direction.of("provider", "model"),
          Direction.of("flow", "model", "provider"),
          Direction.of("web", "model", "provider", "flow"),
          Direction.of("spi", "model", "provider", "flow", "web"),
          Direction.of("memory", "model", "provider", "flow", "web", "spi"),
          Direction.of("exchange", "model", "provider", "seal"),
          Direction.of("grant", "model", "seal", "provider", "flow", "web", "spi", "exchange"),
          Direction.of(
              "imports", "model", "seal", "provider", "flow", "web", "spi", "exchange", "grant"),
          Direction.of(
              "engine",
              "model",
              "seal",
              "provider",
              "flow",
              "web",
              "spi",
              "memory",
              "exchange",
              "grant"));

  @ArchTest
  static final ArchRule packagesKnowEachOtherInOneDirection =
      CompositeArchRule.of(DIRECTIONS.stream().map(Direction::rule).toList());

  @ArchTest
  static final ArchRule everyPackageHasADirection =
      noClasses()
          .should(be(describe("in a package this test does not name", type -> !placed(type))));

  @ArchTest
  static final ArchRule onlySealEncrypts =
      only("seal", "javax.crypto..").because("bytes are sealed in one place and in one way");

  @ArchTest
  static final ArchRule onlyExchangeSpeaksTheProtocol =
      only("exchange", "com.nimbusds.oauth2..", "com.nimbusds.openid..")
          .because("a change of library must stay inside one package");

  @ArchTest
  static final ArchRule onlySealAndExchangeUseJose =
      noClasses()
          .that(not(ours("seal").or(ours("exchange"))))
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.nimbusds.jose..", "com.nimbusds.jwt.."))
          .because(
              "secrets are sealed with it, and an ID token is a JWT:"
                  + " its key selection and claims cannot be had from the SDK without these types");

  @ArchTest
  static final ArchRule onlySealMakesJose =
      noClasses()
          .that(ours("exchange"))
          .should()
          .dependOnClassesThat(
              resideInAPackage("com.nimbusds.jose.crypto..")
                  .and(describe("encrypt or sign", ImportDirectionsTest::makesJose)))
          .because("exchange checks what a provider signed; it signs and encrypts nothing");

  @ArchTest
  static final ArchRule noNimbusTypeIsOffered =
      noCodeUnits()
          .that(describe("others can call", ImportDirectionsTest::isOffered))
          .should(be(describe("declared with a Nimbus type", ImportDirectionsTest::namesNimbus)))
          .because("a host must be able to bring its own version of the library");

  @ArchTest
  static final ArchRule flowIsPure =
      noClasses()
          .that(ours("flow"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio.file..",
                      "java.nio.channels..",
                      "java.net.http..",
                      "java.sql..",
                      "javax.net..",
                      "org.slf4j..")
                  .and(not(JavaClass.Predicates.equivalentTo(Serializable.class)))
                  .as("read, write or log"))
          .because("a decision is a function of its facts");

  @ArchTest
  static final ArchRule noServletApiInTheCore =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "javax.servlet.."));

  private static ArchRule only(String name, String... libraries) {
    return noClasses()
        .that(not(ours(name)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries));
  }

  private static DescribedPredicate<JavaClass> ours(String name) {
    return resideInAPackage("dev.accountlink." + name + "..");
  }

  private static boolean placed(JavaClass type) {
    return type.getPackageName().equals("dev.accountlink")
        || DIRECTIONS.stream().anyMatch(direction -> ours(direction.name()).test(type));
  }

  private static boolean makesJose(JavaClass type) {
    return type.getSimpleName().endsWith("Encrypter") || type.getSimpleName().endsWith("Signer");
  }

  private static boolean isOffered(JavaCodeUnit unit) {
    return isVisible(unit.getModifiers()) && isVisible(unit.getOwner().getModifiers());
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean namesNimbus(JavaCodeUnit unit) {
    return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
        .anyMatch(resideInAPackage("com.nimbusds.."));
  }
}
