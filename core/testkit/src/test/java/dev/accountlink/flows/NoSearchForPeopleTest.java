package dev.accountlink.flows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostUsers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** There is no way to look for a person by what a provider says of him. */
class NoSearchForPeopleTest {
  private static final Set<String> PEOPLE =
      names(HostUser.class, UserId.class, Link.class, CurrentUser.class);
  private static final Set<String> SAYINGS =
      names(String.class, EmailAddress.class, NewUser.class, ExternalIdentity.class);
  private static final JavaClasses SPI =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.accountlink.spi", "dev.accountlink.memory");

  @Test
  @DisplayName(
      "D09 e-mail fallback: no interface can find a user or link by address, name or label")
  void noInterfaceFindsAUserByWhatAProviderSays() {
    methods().that().arePublic().should(notFindPeopleBySayings()).check(SPI);
    assertThat(SPI.contain(HostUsers.class)).isTrue();
  }

  /** The rule itself: it sees such a method where there is one. */
  @Test
  void aSearchByAddressIsSeen() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Wrong.class);
    assertThat(
            methods()
                .should(notFindPeopleBySayings())
                .evaluate(wrong)
                .getFailureReport()
                .getDetails())
        .hasSize(4);
  }

  interface Wrong {
    Optional<HostUser> findByEmail(EmailAddress email);

    List<Link> labelled(String label);

    UserId whoever(ExternalIdentity identity);

    Optional<UserId> whoWouldClash(NewUser draft);

    Optional<HostUser> find(UserId id);
  }

  private static ArchCondition<JavaMethod> notFindPeopleBySayings() {
    return new ArchCondition<>("not find people by what a provider says") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean answersPeople = mentions(method.getReturnType(), PEOPLE);
        boolean asksSayings =
            method.getParameterTypes().stream().anyMatch(type -> mentions(type, SAYINGS));
        if (answersPeople && asksSayings) {
          events.add(SimpleConditionEvent.violated(method, method.getFullName()));
        }
      }
    };
  }

  private static boolean mentions(JavaType type, Set<String> wanted) {
    return type.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getName)
        .anyMatch(wanted::contains);
  }

  private static Set<String> names(Class<?>... types) {
    return Stream.of(types).map(Class::getName).collect(Collectors.toSet());
  }
}
