package io.millpond.exports.standing;

import io.millpond.exports.ClusterRef;
import io.millpond.exports.Operation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Operations and retry tokens as rows: those of one instance, whoever else has rows there. The SQL
 * is what H2 and PostgreSQL have in common.
 */
final class OperationTables {
  private final String instance;

  OperationTables(String instance) {
    this.instance = instance;
  }

  void insert(Handle handle, List<Row> rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into millpond_operation (operation_key, instance, platform, workspace_key,"
                + " cluster_key, cluster_name, caller, request, object_name, secret_hash,"
                + " time_started, status, status_details, caller_groups)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (Row row : rows) {
      Operation operation = row.operation();
      batch.add(
          operation.key(),
          instance,
          operation.cluster().platform(),
          operation.cluster().workspace(),
          operation.cluster().cluster(),
          operation.clusterName(),
          operation.createdBy(),
          RequestJson.write(operation.request()),
          row.object(),
          row.secretHash(),
          operation.timeStarted().toEpochMilli(),
          operation.status().name(),
          operation.statusDetails(),
          GroupsJson.write(row.groups()).orElse(null));
    }
    batch.execute();
  }

  /** Takes the place of one that has expired; fails where there is another. */
  void insert(Handle handle, Token token, Instant now) {
    handle.execute(
        "delete from millpond_retry_token where token_hash = ? and expires <= ?",
        token.hash(),
        now.toEpochMilli());
    handle.execute(
        "insert into millpond_retry_token"
            + " (token_hash, instance, operation_key, request_hash, expires)"
            + " values (?, ?, ?, ?, ?)",
        token.hash(),
        instance,
        token.operationKey(),
        token.requestHash(),
        token.expires().toEpochMilli());
  }

  /** Puts down how an operation has ended; again where it is not known whether it was. */
  int end(Handle handle, Operation ended, Optional<Published> file) {
    return handle.execute(
        "update millpond_operation set status = ?, status_details = ?, time_finished = ?,"
            + " error_code = ?, error_message = ?, receipt = ?,"
            + " file_bytes = ?, file_md5 = ?, link_expires = ? where operation_key = ?",
        ended.status().name(),
        ended.statusDetails(),
        ended.timeFinished().orElseThrow().toEpochMilli(),
        ended.errorCode().orElse(null),
        ended.errorMessage().orElse(null),
        ended.receipt().orElse(null),
        file.map(Published::bytes).orElse(null),
        file.map(Published::md5).orElse(null),
        file.map(published -> published.expires().toEpochMilli()).orElse(null),
        ended.key());
  }

  List<Row> rows(Handle handle) {
    return handle
        .createQuery(
            "select operation_key, platform, workspace_key, cluster_key, cluster_name, caller,"
                + " request, object_name, secret_hash, time_started, status, status_details,"
                + " time_finished, error_code, error_message, receipt, file_bytes, file_md5,"
                + " link_expires, caller_groups from millpond_operation where instance = ?"
                + " order by time_started, operation_key")
        .bind(0, instance)
        .map((row, context) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    Operation operation =
        new Operation(
            row.getString("operation_key"),
            new ClusterRef(
                row.getString("platform"),
                row.getString("workspace_key"),
                row.getString("cluster_key")),
            row.getString("cluster_name"),
            row.getString("caller"),
            RequestJson.read(row.getString("request")),
            Instant.ofEpochMilli(row.getLong("time_started")),
            time(row, "time_finished"),
            Operation.Status.valueOf(row.getString("status")),
            row.getString("status_details"),
            Optional.ofNullable(row.getString("error_code")),
            Optional.ofNullable(row.getString("error_message")),
            Optional.ofNullable(row.getString("receipt")));
    return new Row(
        operation,
        GroupsJson.read(Optional.ofNullable(row.getString("caller_groups"))),
        row.getString("object_name"),
        row.getString("secret_hash"),
        file(row));
  }

  private static Optional<Published> file(ResultSet row) throws SQLException {
    Optional<Instant> expires = time(row, "link_expires");
    if (expires.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Published(row.getLong("file_bytes"), row.getString("file_md5"), expires.get()));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  List<Token> tokens(Handle handle) {
    return handle
        .createQuery(
            "select token_hash, operation_key, request_hash, expires from millpond_retry_token"
                + " where instance = ?")
        .bind(0, instance)
        .map((row, context) ->
            new Token(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4))))
        .list();
  }

  /** Removes operations, and tokens that have expired. */
  int remove(Handle handle, Collection<String> operationKeys, Instant now) {
    int removed =
        handle.execute(
            "delete from millpond_retry_token where instance = ? and expires <= ?",
            instance,
            now.toEpochMilli());
    for (String key : operationKeys) {
      removed += handle.execute("delete from millpond_operation where operation_key = ?", key);
    }
    return removed;
  }

  /** Removes what a data directory left whose key is gone; where the database is this one's. */
  int removeOthers(Handle handle) {
    return handle.execute("delete from millpond_operation where instance <> ?", instance)
        + handle.execute("delete from millpond_retry_token where instance <> ?", instance);
  }
}
