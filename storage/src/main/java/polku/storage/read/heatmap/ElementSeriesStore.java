package polku.storage.read.heatmap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import polku.storage.clickhouse.ClickHouse;
import polku.storage.read.StepSql;
import polku.storage.write.RowReader;

/** Answers when an element was clicked. Blocks. */
public final class ElementSeriesStore {
    private final ClickHouse clickHouse;

    public ElementSeriesStore(ClickHouse clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** @param sessions with a click on it in this step */
    public record Step(long clicks, long sessions) {
        static final Step NONE = new Step(0, 0);
    }

    /**
     * Every step of the series.
     *
     * @throws polku.storage.clickhouse.ClickHouseException also where the question is too heavy
     */
    public List<Step> answer(ElementSeriesQuestion question) {
        ScopeSql reads = new ScopeSql(question.scope());
        StepSql steps = new StepSql(question.series(), "", reads.bindings());
        ClickHouse.Select select = reads.select(
                "SELECT " + steps.of("toUnixTimestamp64Milli(i.at)") + " AS step, count(), uniqExact(i.session_id)"
                        + reads.fromInteractions(List.of("at", "session_id", "selector"), "click")
                        + "\nWHERE i.selector = "
                        + reads.bindings().named("selector", "String", question.selector()) + "\nGROUP BY step");
        RowReader rows = ScopeSql.rows(clickHouse, List.of(select)).get(0);
        List<Step> found = new ArrayList<>(Collections.nCopies(question.series().size(), Step.NONE));
        while (!rows.isAtEnd()) {
            found.set((int) rows.int64(), new Step(rows.int64(), rows.int64()));
        }
        return found;
    }
}
