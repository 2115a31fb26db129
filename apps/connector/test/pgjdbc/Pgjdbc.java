import java.io.StringWriter;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** Does with a connector what tools written in Java do, and prints what it got: a line for each fact, with its name first. */
public final class Pgjdbc {
    private interface Part {
        void run(Connection connection) throws Exception;
    }

    private static final Map<String, Part> PARTS = new TreeMap<>(Map.of(
            "metadata", Pgjdbc::metadata,
            "columns", Pgjdbc::columnsOfResults,
            "prepared", Pgjdbc::prepared,
            "cursor", Pgjdbc::cursor,
            "copy", Pgjdbc::copy,
            "timeout", Pgjdbc::timeout,
            "writes", Pgjdbc::writes,
            "batch", Pgjdbc::batch,
            "updatable", Pgjdbc::updatable,
            "readOnly", Pgjdbc::readOnly));

    public static void main(String[] arguments) throws Exception {
        for (Map.Entry<String, Part> part : PARTS.entrySet()) {
            try (Connection connection = DriverManager.getConnection(arguments[0], "admin", System.getenv("PGPASSWORD"))) {
                part.getValue().run(connection);
            } catch (SQLException error) {
                print("failed " + part.getKey(), error.getSQLState(), error.getMessage());
            }
        }
    }

    private static void metadata(Connection connection) throws SQLException {
        DatabaseMetaData all = connection.getMetaData();
        print("product", all.getDatabaseProductName(), all.getDatabaseMajorVersion(), all.getUserName());
        print("keywords", all.getSQLKeywords().isEmpty() ? "none" : "some");
        rows("catalog", all.getCatalogs(), "TABLE_CAT");
        rows("schema", all.getSchemas(), "TABLE_SCHEM");
        rows("table", all.getTables(null, "public", "message%", new String[] {"TABLE"}), "TABLE_NAME", "TABLE_TYPE");
        rows("column", all.getColumns(null, "public", "messages", "%s_"), "COLUMN_NAME", "TYPE_NAME", "IS_NULLABLE");
        rows("column", all.getColumns(null, "public", "messages", "date_sent"), "COLUMN_NAME", "TYPE_NAME", "REMARKS");
        rows("primary key", all.getPrimaryKeys(null, "public", "messages"), "COLUMN_NAME", "PK_NAME");
        rows("imported key", all.getImportedKeys(null, "public", "recordings"), "FKCOLUMN_NAME", "PKTABLE_NAME", "PKCOLUMN_NAME");
        rows("exported key", all.getExportedKeys(null, "public", "calls"), "FKTABLE_NAME", "FKCOLUMN_NAME");
        rows("cross reference", all.getCrossReference(null, "public", "calls", null, "public", "recordings"), "FKCOLUMN_NAME");
        rows("index", all.getIndexInfo(null, "public", "messages", false, false), "INDEX_NAME", "NON_UNIQUE", "COLUMN_NAME");
        rows("row identifier", all.getBestRowIdentifier(null, "public", "messages", DatabaseMetaData.bestRowSession, true), "COLUMN_NAME");
        rows("version column", all.getVersionColumns(null, "public", "messages"), "COLUMN_NAME");
        rows("type", all.getTypeInfo(), "TYPE_NAME");
        rows("user type", all.getUDTs(null, "public", "%", null), "TYPE_NAME");
        rows("table type", all.getTableTypes(), "TABLE_TYPE");
        rows("procedure", all.getProcedures(null, "public", "send_mes%"), "PROCEDURE_NAME", "REMARKS");
        rows("procedure column", all.getProcedureColumns(null, "public", "send_message", "%"), "COLUMN_NAME", "TYPE_NAME");
        rows("function", all.getFunctions(null, "public", "%"), "FUNCTION_NAME");
        rows("function column", all.getFunctionColumns(null, "public", "%", "%"), "COLUMN_NAME");
        rows("privilege", all.getTablePrivileges(null, "public", "messages"), "GRANTEE", "PRIVILEGE");
        rows("column privilege", all.getColumnPrivileges(null, "public", "messages", "sid"), "GRANTEE", "PRIVILEGE");
        rows("client property", all.getClientInfoProperties(), "NAME");
    }

    private static void columnsOfResults(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery("select sid as id, date_sent, upper(status), 1::numeric(8, 2) n from messages limit 1")) {
            ResultSetMetaData all = results.getMetaData();
            for (int at = 1; at <= all.getColumnCount(); at++) {
                print("result column", all.getColumnLabel(at), all.getSchemaName(at), all.getTableName(at), all.getColumnTypeName(at),
                        all.getPrecision(at), all.getScale(at), all.isNullable(at) == ResultSetMetaData.columnNoNulls ? "not null" : "null");
            }
        }
    }

    /** The driver prepares a statement on the server at its fifth run, and takes the binary format from then on. */
    private static void prepared(Connection connection) throws SQLException {
        String sql = "select sid, date_created, price, num_segments from messages where status = any (?) and date_created < ? order by sid limit 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array statuses = connection.createArrayOf("text", new String[] {"delivered", "sent"});
            for (int run = 1; run <= 8; run++) {
                statement.setArray(1, statuses);
                statement.setObject(2, OffsetDateTime.parse("2100-01-01T00:00:00Z"));
                try (ResultSet results = statement.executeQuery()) {
                    results.next();
                    print("prepared", results.getString(1), results.getObject(2, OffsetDateTime.class), results.getBigDecimal(3), results.getLong(4));
                }
            }
        }
    }

    private static void cursor(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            try (ResultSet results = statement.executeQuery("select sid from messages")) {
                int count = 0;
                while (results.next()) count++;
                print("cursor", count);
            }
        }
        connection.commit();
    }

    private static void copy(Connection connection) throws Exception {
        StringWriter text = new StringWriter();
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (select 1 as a, 'x,y' as b) to stdout with (format csv)", text);
        print("copy", text.toString().trim());
    }

    private static void timeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            statement.executeQuery("select count(*) from generate_series(1, 1e9::bigint) a, generate_series(1, 1e9::bigint) b");
        } catch (SQLException error) {
            print("timeout", error.getSQLState());
        }
        try (Statement statement = connection.createStatement(); ResultSet results = statement.executeQuery("select 1")) {
            results.next();
            print("after the timeout", results.getInt(1));
        }
    }

    private static final String SEND = "insert into messages (\"to\", sender, body) values (?, '+15550100100', ?)";

    private static PreparedStatement fill(PreparedStatement statement, String to, String body) throws SQLException {
        statement.setString(1, to);
        statement.setString(2, body);
        return statement;
    }

    private static void writes(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEND + " returning sid, body")) {
            rows("returning", fill(statement, "+15550100001", "jdbc returning").executeQuery(), "body");
        }
        try (PreparedStatement statement = connection.prepareStatement(SEND, new String[] {"sid"})) {
            print("updated", fill(statement, "+15550100001", "jdbc generated").executeUpdate());
            ResultSet keys = statement.getGeneratedKeys();
            keys.next();
            print("generated key", keys.getString("sid").substring(0, 2));
        }
        try (PreparedStatement statement = connection.prepareStatement("call send_message(\"to\" => ?, sender => '+15550100100', body => ?)")) {
            rows("call", fill(statement, "+15550100001", "jdbc call").executeQuery(), "body");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(SEND)) {
            fill(statement, "+15550100001", "jdbc transaction").executeUpdate();
        } catch (SQLException error) {
            print("transaction", error.getSQLState());
        }
        connection.rollback();
    }

    private static void batch(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SEND)) {
            fill(statement, "+15550100001", "jdbc batch").addBatch();
            fill(statement, "+15550100002", "jdbc batch").addBatch();
            print("batch", Arrays.toString(statement.executeBatch()));
            fill(statement, "+15550100001", "jdbc broken batch").addBatch();
            fill(statement, "nobody", "jdbc broken batch").addBatch();
            fill(statement, "+15550100003", "jdbc broken batch").addBatch();
            statement.executeBatch();
        } catch (BatchUpdateException error) {
            print("broken batch", error.getSQLState(), Arrays.toString(error.getUpdateCounts()), error.getNextException().getMessage().replace("\n", " "));
        }
    }

    /** The driver finds the key of the table, and writes by it. */
    private static void updatable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet results = statement.executeQuery("select sid, name from outgoing_caller_ids order by sid limit 1")) {
            results.next();
            results.updateString("name", "jdbc updatable");
            results.updateRow();
            print("updatable", results.getString("name"));
        }
    }

    private static void readOnly(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setReadOnly(true);
        connection.setSchema("public");
        print("settings", connection.getSchema(), connection.isReadOnly(), connection.isValid(5));
        try (PreparedStatement statement = connection.prepareStatement(SEND)) {
            fill(statement, "+15550100001", "jdbc read only").executeUpdate();
        } catch (SQLException error) {
            print("read only", error.getSQLState());
        }
    }

    private static void rows(String name, ResultSet results, String... columns) throws SQLException {
        try (results) {
            while (results.next()) {
                Object[] values = new Object[columns.length];
                for (int at = 0; at < columns.length; at++) values[at] = results.getString(columns[at]);
                print(name, values);
            }
        }
        print("answered " + name);
    }

    private static void print(String name, Object... values) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (Object value : values) line.append(" | ").append(value);
        System.out.println(line);
    }
}
