package dev.accountlink;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Calls that compile and must not be made. */
@AnalyzeClasses(packages = "dev.accountlink", importOptions = ImportOption.DoNotIncludeTests.class)
class ForbiddenCallsTest {

  private static final DescribedPredicate<JavaClass> THE_OUTBOUND_CLIENT =
      resideInAPackage("dev.accountlink.exchange.http..");

  @ArchTest
  static final ArchRule onlyTheOutboundClientHoldsConnections =
      noClasses()
          .that(not(THE_OUTBOUND_CLIENT))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.net.http..", "javax.net..", "org.apache.hc..")
                  .or(assignableTo(URLConnection.class))
                  .or(assignableTo(Socket.class))
                  .or(assignableTo(ServerSocket.class))
                  .or(assignableTo(DatagramSocket.class))
                  .or(assignableTo(NetworkChannel.class))
                  .as("hold a connection"))
          .because("deadlines, byte caps and the https rule are kept in one place");

  @ArchTest
  static final ArchRule onlyTheOutboundClientOpensAddresses =
      noClasses()
          .that(not(THE_OUTBOUND_CLIENT))
          .should()
          .callCodeUnitWhere(calls("java.net.URL", "openConnection", "openStream", "getContent"));

  /** The classes were found by reading the byte code of the SDK for I/O of its own. */
  @ArchTest
  static final ArchRule nimbusNeverOpensConnectionsOfItsOwn =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "do I/O of their own",
                  (JavaClass type) ->
                      type.getName().startsWith("com.nimbusds.")
                          && Set.of(
                                  "DefaultEntityStatementRetriever",
                                  "DefaultResourceRetriever",
                                  "ExternalAttachment",
                                  "RemoteJWKSet",
                                  "SoftwareStatementProcessor")
                              .contains(type.getSimpleName())))
          .because("its connections know neither our deadlines nor our caps");

  @ArchTest
  static final ArchRule nimbusIsNeverAskedToFetch =
      noClasses()
          .should()
          .callCodeUnitWhere(
              calls("com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata", "resolve")
                  .or(calls("com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata", "resolve"))
                  .or(calls("com.nimbusds.oauth2.sdk.http.HTTPRequest", "toHttpURLConnection"))
                  .or(sendWithoutSender())
                  .or(addressWithoutRetriever())
                  .or(validatorFromMetadataAlone()))
          .because("every request goes through the one outbound client");

  @ArchTest
  static final ArchRule g12NothingIsDeserialized =
      noClasses()
          .should()
          .dependOnClassesThat(assignableTo(ObjectInputStream.class))
          .because("catalogue G12: an object stream runs code that the sender chose");

  @ArchTest
  static final ArchRule g12NothingOffersItselfForDeserialization =
      noMethods().should().haveNameMatching("readObject|readResolve|readExternal");

  @ArchTest
  static final ArchRule d09NoHostInterfaceFindsUsersByNameOrMail =
      noMethods()
          .that()
          .areDeclaredInClassesThat(resideInAPackage("dev.accountlink.spi.."))
          .should(be(describe("a way to find a user by name or mail", ForbiddenCallsTest::finds)))
          .because("catalogue D09: what a provider says about mail or name never finds a user");

  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .should()
          .callCodeUnitWhere(
              describe(
                  "reads the time of the machine",
                  (JavaCall<?> call) ->
                      call.getTarget().getRawParameterTypes().isEmpty()
                          && (isIn(call, "java.time", "now")
                              || isIn(call, "java.lang.System", "currentTimeMillis"))))
          .because("a test must be able to turn it");

  @ArchTest
  static final ArchRule chanceIsUnpredictable =
      noClasses()
          .should()
          .dependOnClassesThat(
              equivalentTo(Random.class)
                  .or(equivalentTo(ThreadLocalRandom.class))
                  .or(equivalentTo(SplittableRandom.class))
                  .as("can be guessed"));

  @ArchTest
  static final ArchRule flowLeavesNothingToChance =
      noClasses()
          .that(resideInAPackage("dev.accountlink.flow.."))
          .should()
          .dependOnClassesThat(assignableTo(Random.class))
          .orShould()
          .callCodeUnitWhere(calls("java.util.UUID", "randomUUID"));

  @ArchTest
  static final ArchRule noThreadsOfOurs =
      noClasses()
          .that(not(THE_OUTBOUND_CLIENT))
          .should()
          .dependOnClassesThat(
              assignableTo(ExecutorService.class)
                  .or(equivalentTo(Executors.class))
                  .as("run threads"))
          .orShould()
          .callCodeUnitWhere(calls("java.lang.Thread", "<init>", "start"))
          .because(
              "threads that a library starts outlive the web application that loaded it;"
                  + " the client's end by themselves and keep nothing of the application");

  @ArchTest
  static final ArchRule staticFieldsAreFinal = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule noSetters =
      noMethods()
          .that()
          .haveNameMatching("set[A-Z].*")
          .should(be(describe("given a value", method -> !method.getParameters().isEmpty())));

  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .callCodeUnitWhere(calls("java.lang.Throwable", "printStackTrace"));

  private static boolean finds(JavaMethod method) {
    return method.getName().matches("(?i).*by_?(e?_?mail|name|user_?name|login).*")
        || method.getRawParameterTypes().stream()
            .anyMatch(type -> type.getSimpleName().equals("EmailAddress"));
  }

  private static DescribedPredicate<JavaCall<?>> sendWithoutSender() {
    return describe(
        "HTTPRequest.send without a sender of ours",
        call ->
            isIn(call, "com.nimbusds.oauth2.sdk.http.HTTPRequest", "send")
                && parameters(call).stream().noneMatch(name -> name.endsWith("HTTPRequestSender")));
  }

  private static DescribedPredicate<JavaCall<?>> addressWithoutRetriever() {
    return describe(
        "keys from an address without a retriever of ours",
        call ->
            call.getTargetOwner().getName().startsWith("com.nimbusds.")
                && Set.of("create", "load", "<init>").contains(call.getName())
                && parameters(call).contains("java.net.URL")
                && parameters(call).stream().noneMatch(name -> name.endsWith("ResourceRetriever")));
  }

  private static DescribedPredicate<JavaCall<?>> validatorFromMetadataAlone() {
    return describe(
        "a token validator without a source of keys of ours",
        call ->
            call.getTargetOwner().getSimpleName().endsWith("TokenValidator")
                && call.getName().equals("create")
                && !(parameters(call).contains("com.nimbusds.jose.jwk.source.JWKSource")
                    && parameters(call).size() == 3));
  }

  private static DescribedPredicate<JavaCall<?>> calls(String owner, String... names) {
    return describe(
        owner + "." + String.join("|", names),
        call -> Set.of(names).stream().anyMatch(name -> isIn(call, owner, name)));
  }

  /** Sub-classes count too, and so does a whole package. */
  private static boolean isIn(JavaCall<?> call, String owner, String name) {
    CodeUnitCallTarget target = call.getTarget();
    return target.getName().equals(name)
        && (target.getOwner().getPackageName().equals(owner)
            || target.getOwner().isAssignableTo(owner));
  }

  private static List<String> parameters(JavaCall<?> call) {
    return call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
  }
}
