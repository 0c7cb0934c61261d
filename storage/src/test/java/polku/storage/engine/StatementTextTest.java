package polku.storage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import polku.storage.engine.StatementText.Kind;

class StatementTextTest {
    @Test
    void insert_withFormat_endsBeforeItAndTheDataBeginAfterOneLineEnd() {
        String text = "/* INSERT */ insert into `format` (`values`, b) SETTINGS a = 'FORMAT x' format CSV\r\n\n1,2";
        StatementText insert = StatementText.of(text);
        assertThat(insert.kind()).isEqualTo(Kind.INSERT);
        assertThat(insert.format()).isEqualTo("CSV");
        assertThat(text.substring(0, insert.end()))
                .isEqualTo("/* INSERT */ insert into `format` (`values`, b) SETTINGS a = 'FORMAT x' ");
        assertThat(text.substring(insert.dataStart())).isEqualTo("\n1,2");
    }

    @Test
    void insert_withValues_hasThatFormat() {
        StatementText insert = StatementText.of("INSERT INTO t VALUES(1)");
        assertThat(insert.kind()).isEqualTo(Kind.INSERT);
        assertThat(insert.format()).isEqualTo("Values");
        assertThat(insert.dataStart()).isEqualTo("INSERT INTO t VALUES".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t SELECT 1",
                "INSERT INTO t WITH 1 AS a SELECT a FORMAT CSV",
                "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
                "CREATE TABLE t (a UInt8) ENGINE = Null",
                "SELECT a FROM t GROUP BY a WITH TOTALS",
                "WITH 1 AS a INSERT INTO t SELECT a",
                "",
                "-- nothing"
            })
    void whatHasNoDataOrMoreThanRows_runsWhole(String sql) {
        assertThat(StatementText.of(sql).kind()).isEqualTo(Kind.WHOLE);
    }

    @Test
    void select_formatClause_isFoundAtItsEndOnly() {
        assertThat(StatementText.of("SELECT 1 FORMAT JSON").format()).isEqualTo("JSON");
        assertThat(StatementText.of("SELECT 1 FORMAT JSON SETTINGS max_threads = 1;")
                        .format())
                .isEqualTo("JSON");
        assertThat(StatementText.of("(SELECT 1 FORMAT JSON)").kind()).isEqualTo(Kind.WHOLE);
        assertThat(StatementText.of("SELECT format FROM t").format()).isNull();
        assertThat(StatementText.of("SELECT 'FORMAT JSON' -- FORMAT CSV").format())
                .isNull();
        assertThat(StatementText.of("SHOW TABLES FORMAT CSV").format()).isEqualTo("CSV");
    }
}
