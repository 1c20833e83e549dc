package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.examples.tinyforge.imports.ImportProgress.Step;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code imports}. */
final class ImportRows {
  private ImportRows() {}

  static ImportJob job(ResultSet row, StatementContext context) throws SQLException {
    return new ImportJob(
        row.getString("id"),
        new UserId(row.getString("user_id")),
        new ProviderId(row.getString("provider")),
        new RepositoryRef(row.getString("remote_id"), row.getString("remote_name")),
        row.getString("repository_id"),
        row.getString("name"),
        CloneWay.valueOf(row.getString("way")),
        ImportState.valueOf(row.getString("state")),
        new ImportProgress(
            Step.valueOf(row.getString("step")),
            row.getInt("work_done"),
            row.getInt("work_total"),
            row.getLong("bytes")),
        Optional.ofNullable(row.getObject("size", Long.class)),
        Optional.ofNullable(row.getString("trouble")).map(ImportTrouble::valueOf),
        Optional.ofNullable(row.getString("trouble_page")),
        Optional.ofNullable(row.getObject("not_before", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getInt("tries"));
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(ImportRows::time).orElse(null);
  }
}
