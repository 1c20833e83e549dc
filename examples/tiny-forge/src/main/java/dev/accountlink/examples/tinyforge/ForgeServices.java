package dev.accountlink.examples.tinyforge;

import dev.accountlink.spi.LinkStore;
import java.nio.file.Path;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/** What the forge consists of below its pages, all in one database. */
record ForgeServices(
    ForgeUsers users,
    PasswordTries passwordTries,
    ForgeSessions sessions,
    SecondFactors secondFactors,
    HalfSignIns halfSignIns,
    FrontDoor frontDoor,
    ForgeRepositories repositories,
    LinkStore links) {

  static ForgeServices in(Database database, Path folder, Clock clock) {
    Jdbi jdbi = database.jdbi();
    ForgeUsers users = new ForgeUsers(jdbi, new Passwords(), clock);
    ForgeSessions sessions = new ForgeSessions(users, clock);
    SecondFactors secondFactors = new SecondFactors(jdbi, clock);
    HalfSignIns halfSignIns = new HalfSignIns(jdbi, users, clock);
    return new ForgeServices(
        users,
        new PasswordTries(users, clock),
        sessions,
        secondFactors,
        halfSignIns,
        new FrontDoor(sessions, secondFactors, halfSignIns),
        new ForgeRepositories(jdbi, folder.resolve("repositories"), clock),
        ForgeLinking.links(database));
  }
}
