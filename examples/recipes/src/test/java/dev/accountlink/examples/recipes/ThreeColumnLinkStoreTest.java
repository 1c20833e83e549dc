package dev.accountlink.examples.recipes;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;

class ThreeColumnLinkStoreTest extends LinkStoreContract {

  @Override
  protected LinkStore store() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    Jdbi jdbi = Jdbi.create(JdbcConnectionPool.create(url, "sa", ""));
    String tables =
        ClasspathSqlLocator.create().getResource("dev/accountlink/examples/recipes/login.sql");
    jdbi.useHandle(handle -> handle.createScript(tables).executeAsSeparateStatements());
    return new ThreeColumnLinkStore(new LoginTable(jdbi));
  }
}
