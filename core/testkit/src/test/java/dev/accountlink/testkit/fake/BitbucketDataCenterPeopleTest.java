package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.ProviderException.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is at Bitbucket Data Center, which has no address that would say it. */
class BitbucketDataCenterPeopleTest {
  private final FakeBitbucketDataCenter server =
      FakeBitbucketDataCenter.start(FakeAddress.anyPort().withPath("/bitbucket"));
  private final RelyingParty party = RelyingParty.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("D07 mutable login: the key is the number, never the name")
  void theKeyIsTheNumber() throws Exception {
    assertThat(arriveAs(People.ada()).key().subject()).isEqualTo("100001");
    assertThat(arriveAs(People.ada().withLogin("countess")).key().subject()).isEqualTo("100001");
  }

  @Test
  @DisplayName("D08 recycled login: whoever got the name of somebody who left is a stranger")
  void aRecycledNameIsAStranger() throws Exception {
    ExternalIdentity ada = arriveAs(People.ada());
    assertThat(arriveAs(People.recycledLogin(People.ada())).key()).isNotEqualTo(ada.key());
  }

  @Test
  @DisplayName("F14 other user on second call: without the header the token is nobody's")
  void withoutTheHeaderTheTokenIsNobodys() throws Exception {
    Arrival arrival = party.arrive();
    server.revokeTokens();

    assertThat(Problems.code(arrival::identity)).isEqualTo(Code.API_REFUSED);
    assertThat(server.count(Endpoint.WHOAMI)).isEqualTo(1);
    assertThat(server.count(Endpoint.USER)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%20", "%ZZ", "nobody", "ad", "ADA"})
  @DisplayName("F14 other user on second call: a name that is not exactly somebody's is nobody's")
  void aNameThatIsNotExactlySomebodysIsNobodys(String name) throws Exception {
    whoami(Map.of("X-AUSERNAME", name));
    server.put(People.ada().withSubject("5").withLogin("adabel"));

    assertThat(Problems.code(() -> party.arrive().identity()))
        .isIn(Code.API_REFUSED, Code.NOT_A_PERSON);
  }

  @Test
  @DisplayName("F14 other user on second call: the number beside the name must be the directory's")
  void theNumberBesideTheNameMustBeTheDirectorys() throws Exception {
    whoami(Map.of("X-AUSERNAME", "ada", "X-AUSERID", "100002"));
    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.NOT_A_PERSON);

    whoami(Map.of("X-AUSERNAME", "ada"));
    assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
  }

  @Test
  void othersWhoHaveTheNameInTheirsAreNotTakenForIt() throws Exception {
    server.onlyPeople(List.of());
    server.put(People.bob().withName("Not ada").withLogin("adalbert"));
    server.put(People.mallory().withEmails(PersonEmail.primary("ada@example.org")));

    assertThat(arriveAs(People.ada()).key().subject()).isEqualTo("100001");
  }

  @Test
  @DisplayName("F04 size bomb: a short name is found behind a thousand that hold it, in few calls")
  void aShortNameIsFoundBehindAThousand() throws Exception {
    crowd(150);
    assertThat(arriveAs(person("a")).login()).contains("a");
    assertThat(server.count(Endpoint.USER)).isEqualTo(2);

    crowd(1000);
    server.clearRequests();
    assertThat(arriveAs(person("b")).login()).contains("b");
    assertThat(server.count(Endpoint.USER)).isEqualTo(4);
    assertThat(arriveAs(person("C")).login()).contains("C");
    assertThat(Problems.code(() -> arriveAs(person("B")))).isEqualTo(Code.NOT_A_PERSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ada Lovelace", "ada@example.org", "j\u00fcrgen+x", "a&start=9", "../ada", "100%"})
  void aNameThatIsNotItsOwnSlugIsFoundAllTheSame(String name) throws Exception {
    assertThat(arriveAs(person(name)).login()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'ada','id':7,'type':'NORMAL'}",
        "{'name':'ada','id':7,'type':'NORMAL','active':false}",
        "{'name':'ada','id':7,'type':'NORMAL','active':'true'}",
        "{'name':'ada','id':7,'type':'SERVICE','active':true}",
        "{'name':'ada','id':7,'active':true}",
        "{'name':'ada','id':'7','type':'NORMAL','active':true}",
        "{'name':'ada','id':0,'type':'NORMAL','active':true}",
        "{'name':'ada','id':-7,'type':'NORMAL','active':true}",
        "{'name':'ada','slug':'ada','type':'NORMAL','active':true}",
        "{'slug':'ada','id':7,'type':'NORMAL','active':true}"
      })
  void whoeverIsNoActivePersonIsNobody(String user) {
    whoami(Map.of("X-AUSERNAME", "ada"));
    String page = "{'values':[" + user + "],'isLastPage':true}";
    server.fault(Endpoint.USER, Fault.answer(200, "application/json", page.replace('\'', '"')));

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void machinesAndThoseShutOutAreNobody() {
    assertThat(Problems.code(() -> arriveAs(People.robot()))).isEqualTo(Code.NOT_A_PERSON);
    assertThat(Problems.code(() -> arriveAs(People.suspended()))).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void whoMayNotAskTheDirectoryIsToldAsRefused() {
    server.fault(Endpoint.USER, Fault.answer(401, "application/json", "{\"errors\":[]}"));

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.API_REFUSED);
  }

  @Test
  @DisplayName("D05 an address of the directory is a hint that nobody has proven")
  void anAddressOfTheDirectoryIsAHint() throws Exception {
    assertThat(arriveAs(People.ada()).emails())
        .containsExactly(new EmailAddress("ada@example.org", false, true));
    assertThat(arriveAs(People.noEmail()).emails()).isEmpty();
  }

  @Test
  void anIdentityCostsThreeCallsAndDetailsNone() throws Exception {
    Arrival arrival = party.arrive();
    ExternalIdentity identity = arrival.identity();
    assertThat(arrival.withDetails(identity)).isEqualTo(identity);

    assertThat(server.tokenCalls()).isEqualTo(1);
    assertThat(server.count(Endpoint.WHOAMI)).isEqualTo(1);
    assertThat(server.count(Endpoint.USER)).isEqualTo(1);
    assertThat(server.count(Endpoint.OTHER)).isZero();
  }

  private void whoami(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    server.fault(Endpoint.WHOAMI, new Fault.Answer(200, all, "{\"version\":\"8.19.4\"}"));
  }

  private void crowd(int size) {
    IntStream.range(0, size).forEach(i -> server.put(People.numbered(i).withLogin("abc" + i)));
  }

  private static Person person(String name) {
    return People.ada().withSubject("90" + name.codePointAt(0)).withLogin(name);
  }

  private ExternalIdentity arriveAs(Person person) throws Exception {
    server.approveAs(person);
    return party.arrive().identity();
  }
}
